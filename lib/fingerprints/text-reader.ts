import type { TextReader } from "@/lib/domain/identity/values/read-text";
import type { BannerKind, FingerprintRow } from "./fingerprint";
import { recogniser } from "./recognise";
import { FINGERPRINT_ROWS } from "./rows";

/** Sources of claims, as decoders and importers name them, by the kind of text that they bring. */
const KIND_OF_SOURCE: ReadonlyMap<string, BannerKind> = new Map([
  ["http server", "http-server"],
  ["http product", "http-server"],
  ["https product", "http-server"],
  ["http title", "http-title"],
  ["http-title", "http-title"],
  ["http auth-realm", "http-realm"],
  ["ssh banner", "ssh"],
  ["ssh product", "ssh"],
  ["ftp banner", "ftp"],
  ["ftp product", "ftp"],
  ["telnet banner", "telnet"],
  ["telnet product", "telnet"],
  ["smtp banner", "smtp"],
  ["smtp product", "smtp"],
  ["snmp", "snmp"],
  ["snmp product", "snmp"],
  ["snmp-sysdescr", "snmp"],
  ["snmp-info", "snmp"],
  ["lldp", "snmp"],
  ["cdp", "snmp"],
  ["fdp", "snmp"],
  ["dhcp vendor-class", "dhcp-class"],
  ["dhcpv6 vendor-class", "dhcp-class"],
  ["ssdp server", "ssdp"],
  ["tls certificate", "certificate"],
  ["x509", "certificate"],
  ["ssl-cert", "certificate"],
  ["ssl", "certificate"],
  ["sip user-agent", "sip"],
  ["sip product", "sip"],
  ["rtsp server", "rtsp"],
  ["rtsp product", "rtsp"],
  ["smb", "smb"],
]);

/** The kind of text behind a claim's source, whichever tool read it; null when rows say nothing about such texts. */
export function bannerKind(protocol: string): BannerKind | null {
  return KIND_OF_SOURCE.get(protocol.toLowerCase().replace(/^(?:nmap|zeek) /, "")) ?? null;
}

/** The one function by which inspect and every import learn from texts. `own` rows of the installation come first. */
export function textReader(own: readonly FingerprintRow[] = []): TextReader {
  const recognise = recogniser([...own, ...FINGERPRINT_ROWS]);
  return (protocol, text) => {
    const kind = bannerKind(protocol);
    if (kind === null) return null;
    const found = recognise(kind, text);
    if (!found) return null;
    const { vendor, model, firmware, os, role } = found;
    return { vendor, model, firmware, os, role };
  };
}
