import { isHostAddress, parseIp, parseMac } from "@/lib/domain/address";
import type { TimeUs } from "@/lib/domain/observation";
import type { CertificateSubject } from "../collect/certificate-facts";
import { readMasscanBanner } from "../collect/masscan-banner";
import { readSubject } from "../zeek/distinguished-name";
import type { ScanPort } from "./scan-port";
import { zgrabPorts, zgrabTime } from "./zgrab-record";

/** One answer of a port scanner, whatever its tool calls the keys. */
export interface ScanRecord {
  readonly tool: "masscan" | "naabu" | "httpx" | "tlsx" | "zgrab2";
  readonly ip: string;
  /** Name under which the host was asked for, when it was a name. */
  readonly hostname: string | null;
  /** That answered for the address; null where the tool does not say. */
  readonly mac: string | null;
  readonly timeUs: TimeUs | null;
  readonly ports: readonly ScanPort[];
}

type Json = Readonly<Record<string, unknown>>;

export type Reading = ScanRecord | "closed" | "no-address" | "unknown";

/** Reads one JSON object; the words say why there is no record. */
export function readScanRecord(value: unknown): Reading {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "unknown";
  const json = value as Json;
  if (typeof json.url === "string" && ("scheme" in json || "webserver" in json)) return readHttpx(json);
  if (Array.isArray(json.ports)) return readMasscan(json, json.ports);
  if (typeof json.rec_type === "string" && "port" in json) return readMasscan(json, [masscanPortOf(json)]);
  if (typeof json.probe_status === "boolean" && "port" in json) return readTlsx(json);
  if (isZgrab(json)) return readZgrab(json);
  if ("port" in json && ("ip" in json || "host" in json)) return readNaabu(json);
  return "unknown";
}

/** Each module's answer says how it went. */
function isZgrab(json: Json): boolean {
  const [first] = Object.values(objectOf(json.data) ?? {});
  return ("ip" in json || "domain" in json) && typeof objectOf(first)?.status === "string";
}

function readZgrab(json: Json): Reading {
  const ip = hostIp(json.ip);
  if (ip === null) return "no-address";
  const ports = zgrabPorts(json.data);
  const timeUs = isoUs(zgrabTime(json.data));
  return ports.length === 0
    ? "closed"
    : { tool: "zgrab2", ip, hostname: hostName(json.domain), mac: null, timeUs, ports };
}

/** masscan -oD says of one port in a line what -oJ says in a list of ports, in other words. */
function masscanPortOf({ port, proto, data }: Json): Json {
  const { status, service_name: name, banner } = objectOf(data) ?? {};
  return { port, proto, status, service: name === undefined ? undefined : { name, banner } };
}

/** masscan: `status` is "open", or absent for records that carry a banner. */
function readMasscan(json: Json, ports: readonly unknown[]): Reading {
  const ip = hostIp(json.ip);
  if (ip === null) return "no-address";
  const open = ports.slice(0, 1_000).flatMap((it) => readMasscanPort(it) ?? []);
  if (open.length === 0) return "closed";
  const seconds = Number(json.timestamp);
  const timeUs = Number.isFinite(seconds) && seconds > 0 && seconds < 9e9 ? Math.round(seconds * 1e6) : null;
  return { tool: "masscan", ip, hostname: null, mac: null, timeUs, ports: open };
}

function readMasscanPort(value: unknown): ScanPort | null {
  if (typeof value !== "object" || value === null) return null;
  const { port, proto, status, service } = value as Json;
  const number = portNumber(port);
  const transport = proto === "udp" || proto === "sctp" ? proto : "tcp";
  if (number === null || (typeof status === "string" && status !== "open")) return null;
  const { name, banner } = (typeof service === "object" && service !== null ? service : {}) as Json;
  const word = typeof name === "string" ? name : null;
  const told = readMasscanBanner(word ?? "", text(banner));
  const { product, version, title } = told;
  return { transport, port: number, service: told.service || null, product, version, title };
}

function readNaabu(json: Json): Reading {
  const ip = hostIp(json.ip) ?? hostIp(json.host);
  if (ip === null) return "no-address";
  const nested = typeof json.port === "object" && json.port !== null ? (json.port as Json) : null;
  const port = portNumber(nested ? nested.Port : json.port);
  if (port === null) return "unknown";
  const transport = json.protocol === "udp" ? "udp" : "tcp";
  const found: ScanPort = {
    transport,
    port,
    // With -sV, the service's own words stand beside the port.
    service: json.tls === true ? "tls" : (text(json.name)?.toLowerCase() ?? null),
    product: text(json.product),
    version: text(json.version),
    title: null,
  };
  const mac = parseMac(text(json.mac_address) ?? "");
  return { tool: "naabu", ip, hostname: hostName(json.host), mac, timeUs: isoUs(json.timestamp), ports: [found] };
}

const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : null);

function readHttpx(json: Json): Reading {
  const addresses = [json.host_ip, json.host, ...(Array.isArray(json.a) ? json.a : [])];
  const ip = addresses.map(hostIp).find((it) => it !== null) ?? null;
  if (ip === null) return "no-address";
  if (json.failed === true) return "closed";
  const port = portNumber(json.port) ?? (json.scheme === "https" ? 443 : 80);
  const tls = objectOf(json.tls) ?? objectOf(json["tls-grab"]);
  const found: ScanPort = {
    transport: "tcp",
    port,
    service: json.scheme === "https" ? "tls" : "http",
    product: text(json.webserver),
    title: text(json.title),
    certificate: tls && certificateOf(tls),
    flags: flagsOf(tls),
  };
  // Newer versions put the address into "host" and leave the name to what was asked for.
  const hostname = hostName(json.host) ?? hostName(hostOfUrl(json.url)) ?? null;
  return { tool: "httpx", ip, hostname, mac: null, timeUs: isoUs(json.timestamp), ports: [found] };
}

/** One handshake, in the words that httpx has under "tls". */
function readTlsx(json: Json): Reading {
  const ip = hostIp(json.ip) ?? hostIp(json.host);
  if (ip === null) return "no-address";
  if (json.probe_status === false) return "closed";
  const port = portNumber(json.port);
  if (port === null) return "unknown";
  const found: ScanPort = {
    transport: "tcp",
    port,
    service: "tls",
    product: null,
    title: null,
    certificate: certificateOf(json),
    flags: flagsOf(json),
  };
  return { tool: "tlsx", ip, hostname: hostName(json.host), mac: null, timeUs: isoUs(json.timestamp), ports: [found] };
}

const objectOf = (value: unknown) => (typeof value === "object" && value !== null ? (value as Json) : null);

const firstText = (value: unknown) => (Array.isArray(value) ? text(value[0]) : null);

const flagsOf = (tls: Json | null) => (/^(?:ssl|tls1[01]$)/i.test(text(tls?.tls_version) ?? "") ? ["tls<1.2"] : []);

function certificateOf(tls: Json): CertificateSubject | null {
  const subject = text(tls.subject_dn);
  const named = subject === null ? null : readSubject(subject.replace(/, (?=[A-Za-z.\d]+=)/g, ","), null);
  // httpx before 1.2 had lists of its own.
  const commonName = text(tls.subject_cn) ?? named?.commonName ?? firstText(tls.common_name);
  if (commonName === null && named === null) return null;
  return {
    commonName,
    organisation: named?.organisation ?? firstText(tls.subject_org) ?? firstText(tls.organization),
    organisationalUnit: named?.organisationalUnit ?? null,
    serialNumber: named?.serialNumber ?? null,
    isSelfSigned: tls.self_signed === true,
  };
}

function hostOfUrl(value: unknown): string | null {
  const url = text(value);
  return url !== null && URL.canParse(url) ? new URL(url).hostname.replace(/^\[|\]$/g, "") : null;
}

function hostIp(value: unknown): string | null {
  const ip = typeof value === "string" ? parseIp(value) : null;
  return ip !== null && isHostAddress(ip) ? ip : null;
}

const hostName = (value: unknown) =>
  typeof value === "string" && value !== "" && parseIp(value) === null ? value : null;

function portNumber(value: unknown): number | null {
  const port = typeof value === "string" || typeof value === "number" ? Number(value) : Number.NaN;
  return Number.isInteger(port) && port > 0 && port <= 65_535 ? port : null;
}

function isoUs(value: unknown): TimeUs | null {
  const ms = typeof value === "string" ? Date.parse(value.replace(/(\.\d{3})\d+/, "$1")) : Number.NaN;
  return Number.isNaN(ms) || ms <= 0 ? null : ms * 1_000;
}
