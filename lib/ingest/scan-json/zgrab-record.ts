import type { Transport } from "@/lib/domain/observation";
import { splitProductVersion } from "@/lib/protocols/framing/product-version";
import type { CertificateSubject } from "../collect/certificate-facts";
import { readSubject } from "../zeek/distinguished-name";
import type { ScanPort } from "./scan-port";
import { type Json, objectOf, textOf, ZGRAB_FACTS } from "./zgrab-facts";

/** Modules of zgrab2: our name of what they speak, and where it is spoken unless the record says so. */
const MODULES: ReadonlyMap<string, readonly [service: string, port: number, transport?: Transport]> = new Map([
  ["amqp091", ["amqp", 5_672]],
  ["bacnet", ["bacnet", 47_808, "udp"]],
  ["dnp3", ["dnp3", 20_000]],
  ["fox", ["fox", 1_911]],
  ["ftp", ["ftp", 21]],
  ["http", ["http", 80]],
  ["imap", ["imap", 143]],
  ["ipp", ["ipp", 631]],
  ["modbus", ["modbus", 502]],
  ["mongodb", ["mongodb", 27_017]],
  ["mqtt", ["mqtt", 1_883]],
  ["mssql", ["tds", 1_433]],
  ["mysql", ["mysql", 3_306]],
  ["ntp", ["ntp", 123, "udp"]],
  ["pop3", ["pop3", 110]],
  ["postgres", ["postgresql", 5_432]],
  ["redis", ["redis", 6_379]],
  ["siemens", ["s7comm", 102]],
  ["smb", ["smb", 445]],
  ["smtp", ["smtp", 25]],
  ["ssh", ["ssh", 22]],
  ["telnet", ["telnet", 23]],
  ["tls", ["tls", 443]],
]);
const MAX_MODULES = 64;

/** zgrab2: what each module was answered, by the name that its configuration gives it. */
export function zgrabPorts(data: unknown): readonly ScanPort[] {
  return Object.entries(objectOf(data))
    .slice(0, MAX_MODULES)
    .flatMap(([name, it]) => readModule(name, objectOf(it)) ?? []);
}

/** When the first of them asked. */
export const zgrabTime = (data: unknown): unknown =>
  Object.values(objectOf(data))
    .slice(0, MAX_MODULES)
    .map((it) => objectOf(it).timestamp)
    .find((it) => typeof it === "string");

/** null for what did not answer in the protocol that it was asked in. */
function readModule(name: string, answer: Json): ScanPort | null {
  const protocol = textOf(answer.protocol) ?? name;
  const known = MODULES.get(protocol);
  if (answer.status !== "success" || !known) return null;
  const result = objectOf(answer.result);
  const isOther = Object.entries(result).some(([key, value]) => key.startsWith("is_") && value === false);
  if (isOther) return null;
  const [service, usualPort, transport = "tcp"] = known;
  const stated = Number(answer.port ?? Number.NaN);
  const page = protocol === "http" ? objectOf(result.response) : null;
  const url = page ? objectOf(objectOf(page.request).url) : {};
  const isTls = protocol === "tls" || url.scheme === "https";
  const found = {
    transport,
    port: Number.isInteger(stated) && stated > 0 && stated <= 65_535 ? stated : (portOf(url) ?? usualPort),
    service: isTls ? "tls" : service,
    title: page ? titleOf(page.body) : null,
    facts: ZGRAB_FACTS.get(protocol)?.(result) ?? [],
    certificate: certificateOf(isTls ? (page ? objectOf(objectOf(page.request).tls_log) : result) : {}),
  };
  return { ...found, ...programOf(protocol, result, page) };
}

function portOf(url: Json): number | null {
  const port = /:(\d{1,5})$/.exec(textOf(url.host) ?? "")?.[1];
  if (port !== undefined) return Number(port);
  return url.scheme === "https" ? 443 : null;
}

function programOf(protocol: string, result: Json, page: Json | null) {
  if (protocol === "fox") {
    const application = textOf(result.app_name);
    return { product: `Niagara ${application ?? ""}`.trim(), version: textOf(result.app_version) };
  }
  const [server] = page ? [objectOf(page.headers).server].flat() : [];
  const raw = page ? textOf(server) : textOf(objectOf(result.server_id).software);
  const stated = raw === null ? null : splitProductVersion(raw);
  return { product: stated?.product ?? null, version: stated?.version ?? null };
}

const titleOf = (body: unknown) =>
  /<title[^>]{0,200}>([^<]{1,300})<\/title>/i
    .exec(typeof body === "string" ? body.slice(0, 65_536) : "")?.[1]
    ?.trim() || null;

function certificateOf(log: Json): CertificateSubject | null {
  const handshake = objectOf(log.handshake_log);
  const { parsed } = objectOf(objectOf(handshake.server_certificates).certificate);
  const subject = textOf(objectOf(parsed).subject_dn);
  const issuer = textOf(objectOf(parsed).issuer_dn);
  return subject === null ? null : readSubject(commaNames(subject), issuer === null ? null : commaNames(issuer));
}

/** "C=DE, O=Maker" → without the blanks between the parts. */
const commaNames = (text: string) => text.replace(/, (?=[A-Za-z.\d]+=)/g, ",");
