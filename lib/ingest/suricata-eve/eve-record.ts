import { parseIp, parseMac } from "@/lib/domain/address";
import type { TimeUs, Transport } from "@/lib/domain/observation";

/** Read access to one EVE record: hostile JSON, so nothing is what it should be until it was looked at. */
export class EveRecord {
  constructor(private readonly json: Readonly<Record<string, unknown>>) {}

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

  private at(path: string): unknown {
    let value: unknown = this.json;
    for (const key of path.split(".")) {
      if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
      value = (value as Record<string, unknown>)[key];
    }
    return value;
  }
}

/** How far into a line of syslog Suricata's own words begin. */
const MAX_PREFIX = 256;

/**
 * The record on a line; null when it is no JSON object. Suricata may write it through syslog, whose words then stand
 * before it, and log shippers hand it on as the text of a record of their own (`message`).
 */
export function parseEve(line: string): EveRecord | null {
  const json = objectOf(withoutSyslog(line));
  if (json === null) return null;
  const record = new EveRecord(json);
  if (record.has("event_type")) return record;
  const { message } = json;
  const inner = typeof message === "string" && message.startsWith("{") ? objectOf(message) : null;
  return inner === null ? record : new EveRecord(inner);
}

function withoutSyslog(line: string): string {
  if (line.startsWith("{")) return line;
  const start = line.slice(0, MAX_PREFIX).indexOf("{");
  return start > 0 && /suricata|@cee:/.test(line.slice(0, start)) ? line.slice(start) : line;
}

function objectOf(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === "object" && json !== null && !Array.isArray(json) ? (json as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
