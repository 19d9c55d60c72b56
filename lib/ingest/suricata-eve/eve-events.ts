import { parseIp } from "@/lib/domain/address";
import { dnp3RequestOperation } from "@/lib/protocols/dnp3/dnp3";
import { splitProductVersion } from "@/lib/protocols/framing/product-version";
import { windowsProduct } from "@/lib/protocols/framing/windows-version";
import { type CertificateSubject, certificateFacts } from "../collect/certificate-facts";
import { cipIdentityFacts } from "../collect/cip-identity-facts";
import { tlsPeerName } from "../collect/tls-peer-name";
import { readSubject } from "../zeek/distinguished-name";
import { cipOperationOf } from "./eve-cip";
import { readModbus } from "./eve-modbus";
import type { EveRecord } from "./eve-record";
import type { EveFact, EveStory } from "./eve-story";

type Teller = (record: EveRecord) => EveStory;

const name = (text: string | null) => (text === null || parseIp(text) !== null ? null : text);

const plain =
  (protocol: string, answeredBy: readonly string[] = []): Teller =>
  (record) => ({ protocol, isAnswered: answeredBy.length === 0 || answeredBy.some((path) => record.has(path)) });

const tls: Teller = (record) => {
  const version = record.text("tls.version");
  const client = certificateOf(record, "tls.client");
  const number = /^TLS ?v?(1(?:\.\d)?)$/i.exec(version ?? "")?.[1] ?? null;
  const holder = certificateOf(record, "tls");
  return {
    protocol: "tls",
    isAnswered: version !== null && version !== "UNDETERMINED",
    ...tlsPeerName(record.text("tls.sni"), holder?.commonName ?? null),
    version: number ? (number === "1" ? "1.0" : number) : version === "UNDETERMINED" ? null : version,
    flags: version !== null && /^(?:SSL|TLSv?1$|TLS 1(?:\.[01])?$|TLS 1\.0)/i.test(version) ? ["tls<1.2"] : [],
    facts: [...factsOfHolder("server", holder), ...factsOfHolder("client", client)],
  };
};

/** Of the server, or below `client` of a client that showed one, too. */
function certificateOf(record: EveRecord, path: string): CertificateSubject | null {
  const subject = record.text(`${path}.subject`);
  const issuer = record.text(`${path}.issuerdn`);
  return subject === null ? null : readSubject(commaNames(subject), issuer === null ? null : commaNames(issuer));
}

const factsOfHolder = (of: EveFact["of"], holder: CertificateSubject | null): readonly EveFact[] =>
  holder === null
    ? []
    : certificateFacts(holder).map(([field, value]) => ({ of, field, value, as: "x509 certificate" }));

/** "C=DE, O=Maker, CN=plc" as it stands in the certificate → without the blanks between the parts. */
const commaNames = (text: string) => text.replace(/, (?=[A-Za-z.\d]+=)/g, ",");

/** Headers stand in fields of their own, or in lists, where Suricata was told to log all of them, and always for HTTP/2. */
const http: Teller = (record) => {
  const asked = (header: string) => record.header("http.request_headers", header);
  const answered = (header: string) => record.header("http.response_headers", header);
  const product = splitProductVersion(record.text("http.server") ?? answered("server") ?? "");
  const host = record.text("http.hostname") ?? asked("host") ?? asked(":authority");
  const agent = record.text("http.http_user_agent") ?? asked("user-agent");
  return {
    protocol: "http",
    isAnswered: record.has("http.status") || record.records("http.response_headers").length > 0,
    peerName: name(host?.replace(/:\d+$/, "") ?? null),
    peerNameFrom: "http-host",
    product: product?.product ?? null,
    version: product?.version ?? null,
    facts: [{ of: "client", field: "description", value: agent, as: "http user-agent" }],
  };
};

const ssh: Teller = (record) => {
  const server = record.text("ssh.server.software_version");
  const product = splitProductVersion(server ?? "");
  const banner = (side: "client" | "server") => {
    const software = record.text(`ssh.${side}.software_version`);
    return software === null ? null : `SSH-${record.text(`ssh.${side}.proto_version`) ?? "2.0"}-${software}`;
  };
  return {
    protocol: "ssh",
    isAnswered: server !== null,
    product: product?.product ?? null,
    version: product?.version ?? null,
    flags:
      /^1\.\d+$/.test(record.text("ssh.server.proto_version") ?? "") &&
      record.text("ssh.server.proto_version") !== "1.99"
        ? ["sshv1"]
        : [],
    facts: [
      { of: "server", field: "description", value: banner("server"), as: "ssh banner" },
      { of: "client", field: "description", value: banner("client"), as: "ssh banner" },
    ],
  };
};

/** "10.0 build 19041 rev 15", as an NTLM client states it ([MS-NLMP] §2.2.2.10). */
function ntlmWindows(record: EveRecord): string | null {
  const version = /^(\d{1,2}\.\d{1,2}) build \d/.exec(record.text("smb.ntlmssp.version") ?? "")?.[1];
  return version === undefined ? null : windowsProduct(version);
}

const smb: Teller = (record) => {
  const dialect = record.text("smb.dialect");
  const isOld = dialect !== null && /^(?:NT LM 0\.12|LANMAN|PC NETWORK|LM1)/i.test(dialect);
  return {
    protocol: "smb",
    isAnswered: record.has("smb.status") || record.has("smb.response"),
    version: dialect,
    flags: isOld ? ["smbv1"] : [],
    facts: [
      { of: "client", field: "name", value: record.text("smb.ntlmssp.host"), as: "ntlmssp" },
      { of: "client", field: "os", value: ntlmWindows(record), as: "ntlmssp", inferred: true },
      { of: "client", field: "os", value: record.text("smb.request.native_os"), as: "smb" },
      { of: "server", field: "os", value: record.text("smb.response.native_os"), as: "smb" },
    ],
  };
};

/** Suricata 6 writes one record for each message, later ones request and answer in one. */
const dnp3: Teller = (record) => {
  const type = record.text("dnp3.type");
  const isAnswer = type === "response" || type === "unsolicited_response";
  const code =
    record.count("dnp3.request.application.function_code") ??
    (isAnswer ? null : record.count("dnp3.application.function_code"));
  return {
    protocol: "dnp3",
    isAnswered: isAnswer || record.has("dnp3.response"),
    operation: code === null ? null : dnp3RequestOperation(code),
    facts: [
      ...(isAnswer || record.has("dnp3.response")
        ? [{ of: "server", field: "role", value: "rtu", as: "dnp3", inferred: true } as const]
        : []),
    ],
  };
};

const ENIP_IDENTITY = ["enip.response.identity", "enip.response.list_identity", "enip.identity"];

const enip: Teller = (record) => {
  const base = ENIP_IDENTITY.find((path) => record.has(path));
  const told = (key: string) => (base === undefined ? null : record.text(`${base}.${key}`));
  const word = (text: string | null) => (text === null || /^(?:\d+|unknown-\d+)$/.test(text) ? null : text);
  const serial = base === undefined ? null : record.wholeNumber(`${base}.serial`);
  const facts = cipIdentityFacts({
    vendor: word(told("vendor_id") ?? told("vendor")),
    deviceType: word(told("device_type")),
    deviceTypeId: base === undefined ? null : record.count(`${base}.device_type`),
    vendorId: base === undefined ? null : (record.count(`${base}.vendor_id`) ?? record.count(`${base}.vendor`)),
    productName: told("product_name"),
    revision: told("revision"),
    // Suricata writes the number itself; others write its hexadecimal form.
    serial: serial === null ? told("serial") : serial.toString(16),
  });
  const command = record.text("enip.request.command") ?? "";
  return {
    protocol: "enip",
    isAnswered: record.has("enip.response"),
    operation: /list/i.test(command) ? "diagnose" : cipOperationOf(record.inside("enip.request.cip")),
    facts: facts.map(({ field, value, suffix }) => ({ of: "server", field, value, as: `enip${suffix}` })),
  };
};

/** Of other builds Suricata writes "unknown". */
const windowsOnly = (text: string | null) => (text?.startsWith("Windows") ? text : null);

const rdp: Teller = (record) => ({
  protocol: "rdp",
  isAnswered: record.text("rdp.event_type") !== "initial_request",
  facts: [
    { of: "client", field: "name", value: record.text("rdp.client.client_name"), as: "rdp" },
    { of: "client", field: "os", value: windowsOnly(record.text("rdp.client.build")), as: "rdp", inferred: true },
  ],
});

const snmp: Teller = (record) => {
  const version = record.text("snmp.version");
  return {
    protocol: "snmp",
    isAnswered: /response/i.test(record.text("snmp.pdu_type") ?? ""),
    version,
    flags: version === "1" ? ["snmp-v1"] : version === "2" ? ["snmp-v2c"] : [],
  };
};

const kerberos: Teller = (record) => {
  const account = record.text("krb5.cname") ?? "";
  return {
    protocol: "kerberos",
    isAnswered: /REP|ERROR/i.test(record.text("krb5.msg_type") ?? ""),
    facts:
      account.endsWith("$") && account.length > 1
        ? [{ of: "client", field: "name", value: account.slice(0, -1), as: "kerberos", inferred: true }]
        : [],
  };
};

/** The greeting (RFC 959 §5.4: 220) is the server's word for itself. */
const ftp: Teller = (record) => {
  const at = record.texts("ftp.completion_code").indexOf("220");
  const greeting = record.texts("ftp.reply")[at] || null;
  const product = splitProductVersion((greeting ?? "").replace(/^[([]/, ""));
  return {
    ...plain("ftp", ["ftp.completion_code", "ftp.reply"])(record),
    product: product?.product ?? null,
    version: product?.version ?? null,
    facts: [{ of: "server", field: "description", value: greeting, as: "ftp banner" }],
  };
};

/** Each parameter is an object with one key. */
const pgsql: Teller = (record) => {
  const parameter = (path: string, key: string) =>
    record
      .records(path)
      .map((it) => it.text(key))
      .find((it) => it !== null) ?? null;
  const version = parameter("pgsql.response.parameter_status", "server_version");
  const client = parameter("pgsql.request.startup_parameters.optional_parameters", "application_name");
  return {
    ...plain("postgresql", ["pgsql.response"])(record),
    product: version === null ? null : "PostgreSQL",
    version: version?.split(" ", 1)[0] ?? null,
    facts: [{ of: "client", field: "description", value: client, as: "postgresql client" }],
  };
};

/** Servers call the desktop after the computer, mostly with the display's number. */
const rfb: Teller = (record) => ({
  ...plain("vnc", ["rfb.server_protocol_version"])(record),
  facts: [{ of: "server", field: "description", value: record.text("rfb.framebuffer.name"), as: "vnc desktop" }],
});

/** The caller's credentials name its machine (RFC 5531, appendix A). */
const nfs: Teller = (record) => ({
  ...plain("nfs")(record),
  facts: [{ of: "client", field: "name", value: record.text("rpc.creds.machine_name"), as: "nfs" }],
});

const MQTT_ANSWERS = ["mqtt.connack", "mqtt.suback", "mqtt.pingresp", "mqtt.puback"];

/** Without TLS, since Suricata could read it: a password went in clear. */
const mqtt: Teller = (record) => ({
  ...plain("mqtt", MQTT_ANSWERS)(record),
  flags: record.has("mqtt.connect.password") ? ["cleartext-login"] : [],
  facts: [{ of: "client", field: "instance", value: record.text("mqtt.connect.client_id"), as: "mqtt" }],
});

/** Before it was a standard, clients named their program in the clear. */
const quic: Teller = (record) => ({
  ...plain("quic")(record),
  peerName: name(record.text("quic.sni")),
  peerNameFrom: "sni",
  facts: [{ of: "client", field: "description", value: record.text("quic.ua"), as: "quic user-agent" }],
});

/** RFC 4512 §5.1: the entry without a name tells of the server itself. */
const ldap: Teller = (record) => {
  const root = record
    .records("ldap.responses")
    .flatMap((it) => it.inside("search_result_entry") ?? [])
    .find((it) => it.text("base_object") === null && it.has("attributes"));
  const attribute = (name: string) =>
    root
      ?.records("attributes")
      .find((it) => it.text("type")?.toLowerCase() === name)
      ?.texts("values")[0] || null;
  const product = attribute("vendorname");
  return {
    ...plain("ldap", ["ldap.responses"])(record),
    product,
    version: product === null ? null : attribute("vendorversion"),
    facts: [{ of: "server", field: "name", value: attribute("dnshostname"), as: "ldap" }],
  };
};

/** RFC 5321 §4.1.1.1: the client's own name; relays and programs say what they like, so it is a conclusion. */
const smtp: Teller = (record) => {
  const helo = record.text("smtp.helo");
  const isName = helo !== null && /^[A-Za-z0-9][A-Za-z0-9.-]*[A-Za-z0-9]$/.test(helo);
  return {
    ...plain("smtp")(record),
    facts: [{ of: "client", field: "name", value: isName ? name(helo) : null, as: "smtp", inferred: true }],
  };
};

/** Transactions by `event_type`; what each says is the same that Zeek's log of the protocol says. */
export const EVE_EVENTS: ReadonlyMap<string, Teller> = new Map<string, Teller>([
  ["bittorrent_dht", plain("bittorrent")],
  ["dcerpc", plain("dce-rpc", ["dcerpc.response"])],
  ["dnp3", dnp3],
  ["enip", enip],
  ["ftp", ftp],
  ["ftp_data", plain("ftp-data")],
  ["http", http],
  ["http2", http],
  ["ike", plain("ike")],
  ["imap", plain("imap")],
  ["ntp", plain("ntp")],
  ["ikev2", plain("ike")],
  ["krb5", kerberos],
  ["ldap", ldap],
  ["modbus", readModbus],
  ["mqtt", mqtt],
  ["nfs", nfs],
  ["pgsql", pgsql],
  ["pop3", plain("pop3", ["pop3.response"])],
  ["quic", quic],
  ["rdp", rdp],
  ["rfb", rfb],
  ["sip", plain("sip", ["sip.code", "sip.response_line"])],
  ["smb", smb],
  ["smtp", smtp],
  ["snmp", snmp],
  ["ssh", ssh],
  ["telnet", plain("telnet")],
  ["tftp", plain("tftp")],
  ["tls", tls],
  ["websocket", plain("http")],
]);
