import { parseIp, parseMac } from "@/lib/domain/address";
import type { TimeUs, Transport } from "@/lib/domain/observation";
import { type JsonObject, objectIn, objectOf, shippedIn, withoutEnvelope } from "../text/shipped-record";

/** Read access to one EVE record: hostile JSON, so nothing is what it should be until it was looked at. */
export class EveRecord {
  constructor(private readonly json: JsonObject) {}

  get type(): string {
    return this.text("event_type") ?? "";
  }

  /** The text or number at the path ("tls.sni"); null when absent, empty or something else. */
  text(path: string): string | null {
    const value = this.at(path);
    if (typeof value === "string") return value === "" ? null : value;
    return typeof value === "number" || typeof value === "boolean" ? String(value) : null;
  }

  /** A whole number from 0 on; null otherwise. */
  count(path: string): number | null {
    const value = Number(this.text(path) ?? Number.NaN);
    return Number.isSafeInteger(value) && value >= 0 ? value : null;
  }

  /** A whole number that was written as one; null for digits in a text, whose base is another matter. */
  wholeNumber(path: string): number | null {
    const value = this.at(path);
    return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : null;
  }

  has(path: string): boolean {
    const value = this.at(path);
    return value !== undefined && value !== null;
  }

  ip(path: string): string | null {
    return parseIp(this.text(path) ?? "");
  }

  /** Of a value, or the only one of a list: several cards carried the flow, so none is the end's. */
  mac(path: string): string | null {
    const value = this.at(path);
    const one = Array.isArray(value) && value.length === 1 ? value[0] : value;
    return typeof one === "string" ? parseMac(one) : null;
  }

  port(path: string): number | null {
    const port = this.count(path);
    return port !== null && port <= 65_535 ? port : null;
  }

  /** Suricata writes a list of the VLANs, the outer first. */
  get vlan(): number | null {
    const value = this.at("vlan");
    const first: unknown = Array.isArray(value) ? value.at(-1) : value;
    return typeof first === "number" && first > 0 && first < 4_095 ? first : null;
  }

  timeUs(path: string): TimeUs | null {
    const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\d*(Z|[+-]\d\d:?\d\d)$/.exec(this.text(path) ?? "");
    if (!parts) return null;
    const ms = Date.parse(`${parts[1]}${(parts[3] ?? "Z").replace(/^([+-]\d\d)(\d\d)$/, "$1:$2")}`);
    const us = ms * 1_000 + Number((parts[2] ?? "").padEnd(6, "0"));
    return Number.isNaN(us) || us <= 0 || us >= 9_000_000_000_000_000 ? null : us;
  }

  get transport(): Transport | null {
    const word = this.text("proto")?.toLowerCase() ?? "";
    if (word === "tcp" || word === "udp" || word === "sctp") return word;
    if (/^(?:ipv6-)?icmp/.test(word)) return "icmp";
    return word === "" ? null : "ip";
  }

  /** The object at the path as a record of its own; null when there is none. */
  inside(path: string): EveRecord | null {
    const json = objectIn(this.at(path));
    return json === null ? null : new EveRecord(json);
  }

  /** The objects of the list at the path, each a record of its own. */
  records(path: string): readonly EveRecord[] {
    const value = this.at(path);
    if (!Array.isArray(value)) return [];
    return value.slice(0, MAX_LISTED).flatMap((it) => {
      const json = objectIn(it);
      return json === null ? [] : [new EveRecord(json)];
    });
  }

  /** The texts of the list at the path, in their places: "" for what is no text. */
  texts(path: string): readonly string[] {
    const value = this.at(path);
    if (!Array.isArray(value)) return [];
    return value.slice(0, MAX_LISTED).map((it) => (typeof it === "string" ? it : ""));
  }

  /** Of a list of headers ({"name": "Server", "value": "…"}), the first of that name; null when there is none. */
  header(path: string, name: string): string | null {
    const header = this.records(path).find((it) => it.text("name")?.toLowerCase() === name);
    return header?.text("value") ?? null;
  }

  private at(path: string): unknown {
    let value: unknown = this.json;
    for (const key of path.split(".")) {
      if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
      value = (value as Record<string, unknown>)[key];
    }
    return value;
  }
}

/** Of a list in a record, so many are looked at. */
const MAX_LISTED = 256;

/** How far into a line of syslog Suricata's own words begin. */
const MAX_PREFIX = 256;

/**
 * The record in a piece of JSON; null when it is no JSON object. Suricata may write it through syslog, whose words then
 * stand before it. Log shippers hand it on in a record of their own, as text or as an object (`suricata.eve`).
 */
export function parseEve(text: string): EveRecord | null {
  const json = objectOf(withoutSyslog(text));
  if (json === null) return null;
  const source = withoutEnvelope(json);
  const outer = new EveRecord(source);
  if (outer.has("event_type")) return outer;
  // The text is as Suricata wrote it; out of the object, Elastic's pipeline moves fields to others of its own.
  const original = shippedIn(source)?.object ?? null;
  if (original !== null && "event_type" in original) return new EveRecord(original);
  const inner = outer.inside("suricata.eve");
  const isRearranged = outer.has("source.ip") && !inner?.has("src_ip");
  return inner === null || isRearranged ? outer : inner;
}

function withoutSyslog(line: string): string {
  if (line.startsWith("{")) return line;
  const start = line.slice(0, MAX_PREFIX).indexOf("{");
  return start > 0 && /suricata|@cee:/.test(line.slice(0, start)) ? line.slice(start) : line;
}
