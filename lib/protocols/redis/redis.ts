import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";

/** RESP: the first byte of every value; numbers and lengths end with CR LF. */
const ARRAY = 0x2a;
const BULK = 0x24;
const LINES = [0x2b, 0x2d, 0x3a];
const LF = 0x0a;
const MAX_LINE_BYTES = 512;
const MAX_BULK_BYTES = 65_536;
const MAX_ITEMS = 64;
/** How far a probe may look for the end of a short line. */
const MAX_COUNT_DIGITS = 5;

interface RedisMessage {
  readonly isRequest: boolean;
  readonly version: string | null;
  readonly os: string | null;
  readonly sendsPassword: boolean;
}

/** Peeks: the number behind the byte at `ahead` and where its line ends; null while that is not there or no number. */
function countAt(reader: ByteReader, ahead: number): { readonly count: number; readonly next: number } | null {
  let count = 0;
  for (let i = 1; i <= MAX_COUNT_DIGITS + 1; i += 1) {
    const byte = reader.peek(ahead + i);
    if (byte === 0x0d) return i > 1 && reader.peek(ahead + i + 1) === LF ? { count, next: ahead + i + 2 } : null;
    if (byte < 0x30 || byte > 0x39) return null;
    count = count * 10 + byte - 0x30;
  }
  return null;
}

/** Peeks: a command as clients send it, an array of texts. */
function isCommand(reader: ByteReader): boolean {
  const array = reader.peek(0) === ARRAY ? countAt(reader, 0) : null;
  if (!array || array.count < 1 || array.count > MAX_ITEMS || reader.peek(array.next) !== BULK) return false;
  const word = countAt(reader, array.next);
  return word !== null && word.count > 0 && /[A-Za-z]/.test(String.fromCharCode(reader.peek(word.next)));
}

/** Where the value at `ahead` ends; 0 when more is needed, -1 when it is none. Arrays hold texts only: commands do. */
function endOf(reader: ByteReader, ahead: number): number {
  const kind = reader.peek(ahead);
  if (kind < 0) return 0;
  if (LINES.includes(kind)) {
    for (let at = ahead + 1; at < ahead + MAX_LINE_BYTES; at += 1) {
      if (reader.peek(at) < 0) return 0;
      if (reader.peek(at) === LF) return at + 1;
    }
    return -1;
  }
  if (kind !== BULK && kind !== ARRAY) return -1;
  const size = countAt(reader, ahead);
  if (!size) return reader.remaining - ahead < MAX_COUNT_DIGITS + 3 ? 0 : -1;
  if (kind === BULK) return size.count > MAX_BULK_BYTES ? -1 : size.next + size.count + 2;
  if (size.count > MAX_ITEMS) return -1;
  let at = size.next;
  for (let i = 0; i < size.count; i += 1) {
    if (reader.peek(at) >= 0 && reader.peek(at) === ARRAY) return -1;
    const end = endOf(reader, at);
    if (end <= 0) return end;
    at = end;
  }
  return at;
}

function field(text: string, name: string): string | null {
  const at = text.startsWith(`${name}:`) ? 0 : text.indexOf(`\n${name}:`) + 1;
  if (at === 0 && !text.startsWith(`${name}:`)) return null;
  const value = text.slice(at + name.length + 1).split(/\r?\n/, 1)[0] ?? "";
  return value.trim() || null;
}

export const redis = defineDecoder<RedisMessage>({
  name: "redis",
  title: "Redis",
  standard: "Redis serialization protocol (RESP 2)",
  family: "it",
  carriers: [{ layer: "tcp", ports: [6379] }],
  security: "mixed",
  messagesPerFlow: 16,
  elsewhere: { tcp: { firstBytes: [0x24, 0x2a], fewestBytes: 4 } },
  probe(reader) {
    if (isCommand(reader)) return "certain";
    const bulk = reader.peek(0) === BULK ? countAt(reader, 0) : null;
    if (bulk && reader.startsWith("# Server\r\nredis_version:", bulk.next)) return "certain";
    return LINES.includes(reader.peek(0)) || bulk ? "maybe" : "no";
  },
  frame: (reader) => endOf(reader, 0),
  read(reader) {
    const nothing = { version: null, os: null, sendsPassword: false };
    if (isCommand(reader)) {
      const text = reader.latin1(Math.min(reader.remaining, 64));
      const command = text.split("\r\n")[2]?.toUpperCase() ?? "";
      return { ...nothing, isRequest: true, sendsPassword: command === "AUTH" };
    }
    const bulk = reader.peek(0) === BULK ? countAt(reader, 0) : null;
    if (!bulk) return { ...nothing, isRequest: false };
    const text = reader.skip(bulk.next).utf8(bulk.count);
    if (!text.startsWith("# Server\r\n")) return { ...nothing, isRequest: false };
    return { ...nothing, isRequest: false, version: field(text, "redis_version"), os: field(text, "os") };
  },
  observe({ isRequest, version, os, sendsPassword }, observer) {
    observer.direction(isRequest ? "request" : "response");
    if (sendsPassword) observer.service({ flag: "cleartext-login" });
    if (version) observer.service({ product: "Redis", version });
    if (os) observer.identity("os", os);
  },
});
