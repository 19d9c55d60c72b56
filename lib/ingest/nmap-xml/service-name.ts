import { protocolOfPort } from "../collect/protocol-of-port";
import { protocolWord } from "../collect/protocol-word";

/** nmap's service names (nmap-services, nmap-service-probes) that differ from our protocol names. */
const RENAMED: ReadonlyMap<string, string> = new Map([
  ["https", "tls"],
  ["https-alt", "tls"],
  ["http-alt", "http"],
  ["http-proxy", "http"],
  ["domain", "dns"],
  ["netbios-ssn", "smb"],
  ["microsoft-ds", "smb"],
  ["netbios-ns", "nbns"],
  ["ms-sql-s", "tds"],
  ["ms-wbt-server", "rdp"],
  ["msrpc", "dce-rpc"],
  ["epmap", "dce-rpc"],
  ["kerberos-sec", "kerberos"],
  ["ldapssl", "tls"],
  ["imaps", "tls"],
  ["pop3s", "tls"],
  ["smtps", "tls"],
  ["ftps", "tls"],
  ["telnets", "tls"],
  ["submission", "smtp"],
  ["iso-tsap", "s7comm"],
  ["mbap", "modbus"],
  ["modbus", "modbus"],
  ["ethernet-ip-2", "enip"],
  ["ethernetip-2", "enip"],
  ["ethernet-ip-1", "enip"],
  ["ethernetip-1", "enip"],
  ["niagara-fox", "fox"],
  ["dnp", "dnp3"],
  ["iec-104", "iec104"],
  ["opcua-tcp", "opcua"],
  ["upnp", "ssdp"],
  ["zeroconf", "mdns"],
  ["isakmp", "ike"],
  ["efcp", "knxnet-ip"],
  ["knxnetip", "knxnet-ip"],
  ["wsdapi", "ws-discovery"],
  ["vnc-http", "http"],
  ["login", "rlogin"],
  ["shell", "rsh"],
  ["exec", "rexec"],
]);

const NAMELESS = new Set(["", "unknown", "tcpwrapped"]);

/**
 * Our name of what listens. What nmap recognised goes before its table; its table of names, made for the internet,
 * comes after our own list of ports.
 */
export function serviceName(name: string, isProbed: boolean, isTls: boolean, transport: string, port: number): string {
  if (isTls) return "tls";
  const word = name.toLowerCase().replace(/^ssl\//, "");
  if (NAMELESS.has(word)) return protocolOfPort(transport, port) ?? "unknown";
  const own = RENAMED.get(word) ?? protocolWord(word);
  return isProbed ? own : (protocolOfPort(transport, port) ?? own);
}
