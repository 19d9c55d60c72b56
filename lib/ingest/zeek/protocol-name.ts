import { protocolWord } from "../collect/protocol-word";

/** Zeek's names of services that differ from ours by more than a dash. */
const RENAMED: ReadonlyMap<string, string> = new Map([
  ["ssl", "tls"],
  ["dtls", "tls"],
  ["krb", "kerberos"],
  ["krb_tcp", "kerberos"],
  ["krb_udp", "kerberos"],
  ["dnp3_tcp", "dnp3"],
  ["dnp3_udp", "dnp3"],
  ["ldap_tcp", "ldap"],
  ["ldap_udp", "ldap"],
  ["ssh_tcp", "ssh"],
  ["spicy_tls", "tls"],
  ["rfb", "vnc"],
  ["rdpeudp", "rdp"],
  ["cip", "enip"],
  ["opcua-binary", "opcua"],
  ["opcua_binary", "opcua"],
  ["hart_ip_tcp", "hart-ip"],
  ["hart_ip_udp", "hart-ip"],
  ["synchrophasor_tcp", "c37118"],
  ["synchrophasor_udp", "c37118"],
  ["omron_fins", "fins"],
  ["omron_fins_tcp", "fins"],
  ["omron_fins_udp", "fins"],
  ["ge_srtp_tcp", "ge-srtp"],
  ["profinet_io_cm", "profinet"],
  ["iec104", "iec104"],
  ["spicy_openvpn", "openvpn"],
  ["spicy_wireguard", "wireguard"],
  ["spicy_tftp", "tftp"],
]);

/** Authentication inside another protocol: never the service itself when something else is named. */
const INNER = new Set(["gssapi", "spnego", "ntlm", "krb", "krb_tcp", "krb_udp"]);

/** DNS messages on these ports are another protocol's. */
const DNS_PORTS: ReadonlyMap<number, string> = new Map([
  [5353, "mdns"],
  [5355, "llmnr"],
  [137, "nbns"],
]);

/** Our name for what Zeek calls a service ("gssapi,smb,krb", "ssl"); null when Zeek names none. */
export function protocolOfService(service: string | null, port: number | null): string | null {
  if (service === null) return null;
  const names = service.split(",").map((name) => name.trim().toLowerCase().replace(/^-/, ""));
  const name = names.find((it) => it !== "" && !INNER.has(it)) ?? names[0];
  if (!name || protocolWord(name) === "unknown") return null;
  if (name === "dns" && port !== null) return DNS_PORTS.get(port) ?? "dns";
  return RENAMED.get(name) ?? name.replaceAll("_", "-");
}
