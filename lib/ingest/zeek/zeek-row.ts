import { isHostAddress, parseIp, parseMac } from "@/lib/domain/address";
import { detachedText } from "@/lib/domain/detached-text";
import type { TimeUs } from "@/lib/domain/observation";
import { parseZeekTime } from "./zeek-value";

/** Both ends of the connection a record belongs to. */
export interface Ends {
  readonly orig: string;
  readonly origPort: number | null;
  readonly resp: string;
  readonly respPort: number | null;
}

const MAX_CACHED = 100_000;

/** One record of a log, whatever its notation. Reused from record to record: read it, never keep it. */
export abstract class ZeekRow {
  /** Line number, 1-based. */
  position = 0;
  private readonly addresses = new Map<string, string | null>();
  private readonly hosts = new Map<string, boolean>();

  /** The column's value, escapes decoded; null when unset, empty or absent. Not yet cleaned. */
  abstract text(column: string): string | null;
  /** The members of a set or vector. */
  abstract texts(column: string): readonly string[];
  /** Of the record (JSON) or of its header. */
  abstract columns(): Iterable<string>;

  number(column: string): number | null {
    const text = this.text(column);
    if (text === null) return null;
    const value = Number(text);
    return Number.isFinite(value) && value >= 0 ? value : null;
  }

  /** A whole number up to 2^53; 0 when unset. */
  count(column: string): number {
    const value = this.number(column);
    return value !== null && Number.isSafeInteger(value) ? value : 0;
  }

  /** Zeek writes "80" and, in some sets, "80/tcp". */
  port(column: string): number | null {
    const text = this.text(column);
    if (text === null) return null;
    const value = Number(text.split("/", 1)[0]);
    return Number.isInteger(value) && value >= 0 && value <= 65_535 ? value : null;
  }

  flag(column: string): boolean | null {
    const text = this.text(column);
    if (text === "T" || text === "true") return true;
    return text === "F" || text === "false" ? false : null;
  }

  timeUs(column: string): TimeUs | null {
    const text = this.text(column);
    return text === null ? null : parseZeekTime(text);
  }

  mac(column: string): string | null {
    const text = this.text(column);
    return text === null ? null : parseMac(text);
  }

  ip(column: string): string | null {
    const text = this.text(column);
    if (text === null) return null;
    const known = this.addresses.get(text);
    if (known !== undefined) return known;
    const address = parseIp(text);
    if (this.addresses.size >= MAX_CACHED) this.addresses.clear();
    this.addresses.set(detachedText(text), address);
    return address;
  }

  /** The readable addresses of a set. */
  ips(column: string): readonly string[] {
    return this.texts(column).flatMap((text) => parseIp(text) ?? []);
  }

  /** The address can belong to one host; group and unspecified addresses are nobody. */
  isHost(ip: string): boolean {
    const known = this.hosts.get(ip);
    if (known !== undefined) return known;
    const answer = isHostAddress(ip);
    if (this.hosts.size >= MAX_CACHED) this.hosts.clear();
    this.hosts.set(ip, answer);
    return answer;
  }

  /** Null when either address is missing or unreadable. */
  ends(): Ends | null {
    const orig = this.ip("id.orig_h");
    const resp = this.ip("id.resp_h");
    if (orig === null || resp === null) return null;
    return { orig, origPort: this.port("id.orig_p"), resp, respPort: this.port("id.resp_p") };
  }
}
