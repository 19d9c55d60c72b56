/**
 * Ports at which protocols are offered when nobody has chosen others: IANA's registrations and, where there is none, the
 * makers' manuals. Only what a client needs to open; a wider table would open more than a conduit means. A protocol that
 * stands here with nothing is never routed.
 */
const ROWS: readonly (readonly [protocol: string, ports: string])[] = [
  ["ads", "tcp/48898"],
  ["amqp", "tcp/5672"],
  ["atg", "tcp/10001"],
  ["bacnet", "udp/47808"],
  ["bgp", "tcp/179"],
  ["bsap", "udp/1234 udp/1235"],
  ["c1222", "tcp/1153"],
  ["c37118", "tcp/4712 udp/4713"],
  ["capwap", "udp/5246"],
  ["cc-link-ie", "udp/61450"],
  ["check-mk", "tcp/6556"],
  ["cip", "tcp/44818"],
  ["coap", "udp/5683"],
  ["codesys", "tcp/2455"],
  ["codesys-v3", "tcp/11740 udp/1740"],
  ["crimson", "tcp/789"],
  ["dce-rpc", "tcp/135"],
  ["deltav", "udp/18507"],
  ["dicom", "tcp/104 tcp/11112"],
  ["dlms", "tcp/4059"],
  ["dnp3", "tcp/20000"],
  ["dns", "udp/53 tcp/53"],
  ["egd", "udp/18246"],
  ["eigrp", "ip/88"],
  ["enip", "tcp/44818"],
  ["ff-hse", "tcp/1090 udp/1089 udp/1090 udp/1091"],
  ["fins", "udp/9600 tcp/9600"],
  ["fox", "tcp/1911"],
  ["ftp", "tcp/21"],
  ["ge-srtp", "tcp/18245"],
  ["gige-vision", "udp/3956"],
  ["hart-ip", "tcp/5094 udp/5094"],
  ["hislip", "tcp/4880"],
  ["hl7", "tcp/2575"],
  ["http", "tcp/80"],
  ["https", "tcp/443"],
  ["icmp", "echo"],
  ["icmpv6", "echo"],
  ["iec104", "tcp/2404"],
  ["esp", "ip/50"],
  ["ike", "udp/500 udp/4500"],
  ["imap", "tcp/143"],
  ["kerberos", "tcp/88 udp/88"],
  ["knxnet-ip", "udp/3671 tcp/3671"],
  ["l2tp", "udp/1701"],
  ["ldap", "tcp/389"],
  ["melsoft", "tcp/5007"],
  ["mms", "tcp/102"],
  ["modbus", "tcp/502"],
  ["mongodb", "tcp/27017"],
  ["mqtt", "tcp/1883"],
  ["mysql", "tcp/3306"],
  ["nbns", "udp/137"],
  ["netbios-dgm", "udp/138"],
  ["netflow", "udp/2055"],
  ["ntp", "udp/123"],
  ["opcua", "tcp/4840"],
  ["openvpn", "udp/1194"],
  ["ospf", "ip/89"],
  ["pcworx", "tcp/1962"],
  ["pim", "ip/103"],
  ["pop3", "tcp/110"],
  ["postgresql", "tcp/5432"],
  ["pptp", "tcp/1723 ip/47"],
  ["profinet-io", "udp/34964"],
  ["ptp", "udp/319 udp/320"],
  ["quic", "udp/443"],
  ["radius", "udp/1812 udp/1813"],
  ["radmin", "tcp/4899"],
  ["rdp", "tcp/3389"],
  ["redis", "tcp/6379"],
  ["rip", "udp/520 udp/521"],
  ["roc-plus", "tcp/4000"],
  ["rtsp", "tcp/554"],
  ["s7comm", "tcp/102"],
  ["s7comm-plus", "tcp/102"],
  ["sbus", "udp/5050"],
  ["sip", "udp/5060 tcp/5060"],
  ["slmp", "tcp/5007"],
  ["smb", "tcp/445"],
  ["smtp", "tcp/25"],
  ["snmp", "udp/161"],
  ["ssh", "tcp/22"],
  ["stun", "udp/3478"],
  ["syslog", "udp/514"],
  ["tacacs", "tcp/49"],
  ["tds", "tcp/1433"],
  ["teamviewer", "tcp/5938"],
  ["telnet", "tcp/23"],
  ["tftp", "udp/69"],
  ["tls", "tcp/443"],
  ["tp-link-smart-home", "tcp/9999 udp/9999"],
  ["tristation", "udp/1502"],
  ["umas", "tcp/502"],
  ["vnc", "tcp/5900"],
  ["vnet-ip", "udp/5313"],
  ["wdbrpc", "udp/17185"],
  ["wireguard", "udp/51820"],
  ["zabbix", "tcp/10050 tcp/10051"],
  ["zerotier", "udp/9993"],
  ...[
    "arp",
    "nd",
    "lldp",
    "cdp",
    "edp",
    "fdp",
    "hp-switch",
    "stp",
    "goose",
    "sv",
    "profinet",
    "profinet-dcp",
    "ethercat",
    "powerlink",
    "sercos",
  ].map((name) => [name, ""] as const),
  ...[
    "mndp",
    "hsrp",
    "vrrp",
    "carp",
    "glbp",
    "eapol",
    "lacp",
    "udld",
    "vtp",
    "dtp",
    "isis",
    "igmp",
    "mld",
    "mdns",
    "llmnr",
    "dhcp",
    "dhcpv6",
    "ssdp",
    "ws-discovery",
  ].map((name) => [name, ""] as const),
];

export interface StandardPort {
  readonly transport: "tcp" | "udp" | "ip" | "echo";
  /** A port, or the number of the IP protocol; 0 for echo. */
  readonly number: number;
}

const BY_PROTOCOL = new Map<string, readonly StandardPort[]>(
  ROWS.map(([protocol, text]) => [
    protocol,
    text
      .split(" ")
      .filter(Boolean)
      .map((it) => {
        const [transport, number] = it.split("/");
        return { transport: transport as StandardPort["transport"], number: Number(number ?? 0) };
      }),
  ]),
);

/** Standard ports of a protocol; empty for one that no router forwards; null when the protocol is not known here. */
export function standardPorts(protocol: string): readonly StandardPort[] | null {
  return BY_PROTOCOL.get(protocol) ?? null;
}

/** Protocols that open further ports which they name on the way, so that no fixed rule holds them. */
const NEGOTIATING: ReadonlyMap<string, string> = new Map([
  [
    "ftp",
    "FTP opens its data connections on ports that it names on the way: the firewall has to follow it (connection helper, inspection), or the server keeps to a passive range.",
  ],
  [
    "dce-rpc",
    "DCE/RPC moves to ports that its endpoint mapper names: hold the servers to a range, or let the firewall follow it.",
  ],
  ["opc-da", "OPC DA over DCOM moves to ports that are named on the way: hold DCOM to a range, or move to OPC UA."],
  ["tftp", "TFTP answers from another port: the firewall has to follow it."],
  ["sip", "SIP opens its media on ports that it names on the way: the firewall has to follow it."],
  ["rtsp", "RTSP may open its media on ports that it names on the way: interleave it, or let the firewall follow it."],
  ["profinet-io", "PROFINET moves to ports that it names on the way; its real-time frames are not routed at all."],
]);

/** A sentence for a protocol that no fixed port holds; null for the others. */
export function negotiationOf(protocol: string): string | null {
  return NEGOTIATING.get(protocol) ?? null;
}
