/**
 * Which protocols and modes are insecure, why, and what to use instead. Standards and vendors' manuals say the first;
 * the weights are our own judgement (docs/risk.md). "secure" alternatives are named only where products offer them.
 */

/** How much an attacker gains: "grave" full control or a password, "serious" control or data, "minor" a foothold. */
export type Gravity = "grave" | "serious" | "minor";

export interface InsecureFact {
  readonly gravity: Gravity;
  /** Ends the sentence "Telnet: …". */
  readonly why: string;
  /** Null where only isolation helps. */
  readonly secureAlternative: string | null;
}

type Row = readonly [names: string, gravity: Gravity, why: string, secureAlternative: string | null];

export const NO_LOGIN = "anybody who reaches it can read and write, without any login";
export const LAYER_2 = "anybody in the segment can forge its frames";
export const CLEAR = "what it carries, passwords included, can be read on the way";

/** Protocol names as in lib/protocols/registry.ts and in scanners' words. */
const PROTOCOL_ROWS: readonly Row[] = [
  ["modbus", "serious", NO_LOGIN, "Modbus/TCP Security (TCP 802), or a firewall that allows single function codes"],
  ["umas", "grave", "it programs the controller without any login", "a controller password and an address allow-list"],
  ["s7comm", "serious", NO_LOGIN, "S7comm-plus over TLS; else the CPU's access level and PUT/GET switched off"],
  [
    "s7comm-plus",
    "minor",
    "older firmware protects it by a known key only",
    "firmware with TLS for engineering and HMI",
  ],
  ["mms", "serious", NO_LOGIN, "IEC 62351-4 (TLS and peer authentication)"],
  ["dnp3", "serious", NO_LOGIN, "DNP3 Secure Authentication, or TLS (TCP 19999)"],
  ["iec104", "serious", NO_LOGIN, "IEC 62351-3 (TLS, TCP 19998)"],
  ["enip cip", "serious", NO_LOGIN, "CIP Security (TLS and DTLS)"],
  ["bacnet", "serious", NO_LOGIN, "BACnet/SC"],
  ["opc-da dcom", "serious", "it opens wide port ranges to Windows logins", "OPC UA with SignAndEncrypt"],
  ["profinet profinet-dcp profinet-io", "minor", LAYER_2, "PROFINET Security Class 1, and a segment of its own"],
  [
    "ethercat goose sv powerlink sercos cc-link-ie",
    "minor",
    LAYER_2,
    "a segment of its own; IEC 62351-6 for GOOSE and sampled values",
  ],
  ["mrp dlr hsr-prp", "minor", LAYER_2, "a segment of its own"],
  ["egd gige-vision art-net nmea-0183", "minor", NO_LOGIN, null],
  ["cn-ip", "serious", NO_LOGIN, "CEA-852 authentication, and a segment of its own"],
  ["addp", "serious", "its one password is the maker's, and crosses the network in clear", "discovery switched off"],
  ["nsdp", "serious", "its password is scrambled with a key that everybody knows", "the switch's web page over HTTPS"],
  [
    "ipmi",
    "serious",
    "it hands anybody what he needs to guess its passwords at leisure",
    "Redfish over HTTPS, and a management network of its own",
  ],
  ["tp-link-smart-home", "serious", NO_LOGIN, null],
  ["ge-srtp srtp", "serious", NO_LOGIN, null],
  ["fins", "serious", NO_LOGIN, "the controller's FINS write protection, and an address allow-list"],
  ["melsec slmp melsoft", "serious", NO_LOGIN, "the controller's remote password, and an address allow-list"],
  ["ads ads-discovery", "serious", NO_LOGIN, "Secure ADS (TLS, TCP 8016)"],
  ["pcworx", "serious", NO_LOGIN, null],
  [
    "codesys codesys-v3",
    "serious",
    "older runtimes accept programs without a login",
    "encrypted communication of CODESYS V3",
  ],
  ["fox", "serious", CLEAR, "Foxs (TLS, TCP 4911)"],
  ["hart-ip", "serious", NO_LOGIN, "HART-IP over TLS and DTLS"],
  ["c37118 synchrophasor", "minor", NO_LOGIN, "a VPN between the sites"],
  ["knx knxnet-ip", "serious", NO_LOGIN, "KNX IP Secure"],
  ["atg", "serious", "it lets anybody read and set tank data", "a serial server with a password or SSH"],
  [
    "tristation",
    "grave",
    "it programs the safety controller without any login",
    "the key switch kept in run, and a segment of its own",
  ],
  [
    "hislip ff-hse roc-plus proconos pcom koyo crimson fl-net genisys sbus bsap deltav vnet-ip " +
      "focas universal-robots lantronix moxa-nport sel-fast-message ls-xgt kv-host-link mewtocol hses kuka-rsi",
    "serious",
    NO_LOGIN,
    null,
  ],
  [
    "wdbrpc vxworks-wdb",
    "grave",
    "the debug agent reads and writes all memory",
    "the agent switched off in the boot configuration",
  ],
  ["telnet", "grave", CLEAR, "SSH"],
  ["rlogin rsh rexec", "grave", "it trusts addresses and sends passwords in clear", "SSH"],
  ["ftp", "serious", CLEAR, "SFTP or FTPS"],
  ["tftp", "serious", "it hands out and takes files without any login", "SFTP or SCP"],
  ["http", "minor", CLEAR, "HTTPS"],
  ["pop3 imap smtp", "minor", CLEAR, "the same protocol over TLS"],
  ["ldap", "minor", CLEAR, "LDAPS or StartTLS"],
  ["mqtt", "minor", CLEAR, "MQTT over TLS (TCP 8883) with client certificates"],
  ["amqp", "minor", CLEAR, "AMQP over TLS (TCP 5671)"],
  [
    "redis",
    "serious",
    "it hands out and takes all data, mostly without any login",
    "TLS, access lists and protected mode",
  ],
  [
    "tacacs",
    "minor",
    "its scrambling is weak and nothing proves a packet's origin",
    "TACACS+ over TLS 1.3, or RADIUS over TLS",
  ],
  ["coap", "minor", NO_LOGIN, "CoAP over DTLS (UDP 5684)"],
  ["rtsp", "minor", CLEAR, "RTSPS and SRTP"],
  [
    "vnc",
    "serious",
    "its passwords are short and the screen can be read on the way",
    "VNC through SSH or a VPN with a second factor",
  ],
  ["x11", "grave", "anybody who reaches it sees the screen and types", "X11 through SSH"],
  [
    "dicom hl7",
    "minor",
    "patient data can be read on the way, and nobody is asked who he is",
    "the same protocol over TLS",
  ],
  ["pptp", "serious", "its encryption is broken", "IPsec, OpenVPN or WireGuard"],
  ["syslog", "minor", "anybody can forge its messages", "syslog over TLS (TCP 6514)"],
  [
    "llmnr nbns netbios-dgm",
    "minor",
    "anybody in the segment can answer in another's name",
    "DNS; the name service switched off",
  ],
  [
    "mysql tds postgresql mongodb",
    "minor",
    "queries and data can be read on the way unless TLS is forced",
    "TLS forced on the server",
  ],
  ["teamviewer anydesk", "minor", "it opens a way in past the firewall", "a jump host with a second factor"],
];

/** Modes that a decoder or a scanner saw in use. */
const FLAG_ROWS: readonly Row[] = [
  ["cleartext-login", "grave", "a password was sent in clear", "the encrypted form of the protocol"],
  ["vnc-no-password", "grave", "it lets anybody in without a password", "a password, and a VPN with a second factor"],
  ["smbv1", "serious", "SMB version 1 cannot be made safe", "SMB 3 with signing; version 1 removed"],
  ["snmp-v1 snmp-v2c", "serious", "its community stands in clear in every packet", "SNMPv3 with authPriv"],
  ["sshv1", "serious", "SSH version 1 is broken", "SSH version 2"],
  ["tls<1.2", "minor", "an outdated TLS version was agreed on", "TLS 1.2 or newer"],
  ["opcua-outdated-policy", "serious", "a withdrawn security policy was agreed on", "Basic256Sha256 or a newer policy"],
  ["expired-certificate", "minor", "its certificate had run out", "a new certificate"],
  ["opcua-none", "serious", "a session without signature and encryption was opened", "security policy SignAndEncrypt"],
  ["anonymous-login", "serious", "it lets anybody in without a name", "logins by name"],
  ["default-login", "grave", "a maker's default password works", "a password of one's own"],
];

function tableOf(rows: readonly Row[]): ReadonlyMap<string, InsecureFact> {
  return new Map(
    rows.flatMap(([names, gravity, why, secureAlternative]) =>
      names.split(" ").map((name) => [name, { gravity, why, secureAlternative }] as const),
    ),
  );
}

const BY_PROTOCOL = tableOf(PROTOCOL_ROWS);
const BY_FLAG = tableOf(FLAG_ROWS);
const ORDER: readonly Gravity[] = ["grave", "serious", "minor"];

interface ServiceWords {
  readonly protocol: string;
  readonly flags: readonly string[];
}

/** What is insecure about a service, worst first; empty when nothing is known against it. */
export function insecureFacts({ protocol, flags }: ServiceWords): InsecureFact[] {
  const facts = [BY_PROTOCOL.get(protocol), ...flags.map((flag) => BY_FLAG.get(flag))].filter(
    (fact) => fact !== undefined,
  );
  return facts.sort((a, b) => ORDER.indexOf(a.gravity) - ORDER.indexOf(b.gravity));
}

export function isInsecure(service: ServiceWords): boolean {
  return insecureFacts(service).length > 0;
}

/** What to use instead; null when the service is not insecure or only isolation helps. */
export function secureAlternativeOf(service: ServiceWords): string | null {
  return insecureFacts(service).find((fact) => fact.secureAlternative !== null)?.secureAlternative ?? null;
}

/** Every reason that a service is called insecure for. */
export function insecureReasons(): string[] {
  return [...BY_PROTOCOL.values(), ...BY_FLAG.values()].map(({ why }) => why);
}
