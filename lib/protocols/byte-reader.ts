/**
 * The only code that indexes wire bytes. Every read is checked against the end of the message; a read past it raises
 * OutOfBytes, which the capture engine turns into a ledger row. Decoders therefore hold no bounds checks of their own
 * and no length field can make them read what is not there.
 */

/** Raised by ByteReader only. One shared instance, without a stack: truncated messages are common and must be cheap. */
export class OutOfBytes extends Error {
  offset = 0;
  needed = 0;
  available = 0;
}
const sharedOutOfBytes = (() => {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  const error = new OutOfBytes("out of bytes");
  Error.stackTraceLimit = limit;
  return error;
})();

/** Raised by decoders through `reader.reject()`: the bytes are not what the protocol allows. Shared like OutOfBytes. */
export class Malformed extends Error {
  detail = "";
  offset = 0;
}
const sharedMalformed = (() => {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  const error = new Malformed("malformed");
  Error.stackTraceLimit = limit;
  return error;
})();

const utf8 = new TextDecoder("utf-8", { fatal: false });
const utf16le = new TextDecoder("utf-16le", { fatal: false });
const latin1 = new TextDecoder("latin1");
const MAX_SHORT_TEXT = 48;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/**
 * A reusable cursor over bytes[start, end). Big-endian unless the name says `le`. Its numbers are made 32-bit integers
 * wherever they are set: one length that a decoder worked out as a double made them doubles for the rest of the run, and
 * V8 threw away what it had compiled of most decoders.
 */
export class ByteReader {
  private bytes: Uint8Array;
  private position: number;
  private start: number;
  private limit: number;
  /** The capture cut the message, and what was whole of it was read: see readParts. */
  isIncomplete = false;

  constructor(bytes: Uint8Array, start = 0, end: number = bytes.length) {
    this.bytes = bytes;
    this.start = start | 0;
    this.position = this.start;
    this.limit = end | 0;
  }

  /** Points the same object at other bytes, so the hot path allocates nothing. */
  reset(bytes: Uint8Array, start = 0, end: number = bytes.length): this {
    this.bytes = bytes;
    this.start = start | 0;
    this.position = this.start;
    this.limit = end | 0;
    this.isIncomplete = false;
    return this;
  }

  /** Bytes read since the start of the message. */
  get offset(): number {
    return this.position - this.start;
  }
  get remaining(): number {
    return this.limit - this.position;
  }
  get length(): number {
    return this.limit - this.start;
  }

  private need(count: number): number {
    // Asked this way round, a length that is no number is refused, too.
    if (!(count >= 0 && count <= this.limit - this.position)) {
      sharedOutOfBytes.offset = this.offset;
      sharedOutOfBytes.needed = count;
      sharedOutOfBytes.available = this.remaining;
      throw sharedOutOfBytes;
    }
    const at = this.position;
    this.position = (at + count) | 0;
    return at;
  }

  /** Stops decoding: the message breaks its protocol's rules. `detail` must be a constant text (it becomes a reason). */
  reject(detail: string): never {
    sharedMalformed.detail = detail;
    sharedMalformed.offset = this.offset;
    throw sharedMalformed;
  }

  seek(offset: number): this {
    if (!(offset >= 0 && offset <= this.limit - this.start)) this.need(Number.MAX_SAFE_INTEGER);
    this.position = (this.start + offset) | 0;
    return this;
  }
  skip(count: number): this {
    this.need(count);
    return this;
  }
  u8(): number {
    return this.bytes[this.need(1)] as number;
  }
  u16(): number {
    const at = this.need(2);
    const b = this.bytes;
    return ((b[at] as number) << 8) | (b[at + 1] as number);
  }
  u24(): number {
    const at = this.need(3);
    const b = this.bytes;
    return ((b[at] as number) << 16) | ((b[at + 1] as number) << 8) | (b[at + 2] as number);
  }
  u32(): number {
    const at = this.need(4);
    const b = this.bytes;
    return (
      (((b[at] as number) << 24) |
        ((b[at + 1] as number) << 16) |
        ((b[at + 2] as number) << 8) |
        (b[at + 3] as number)) >>>
      0
    );
  }
  u64(): bigint {
    return (BigInt(this.u32()) << 32n) | BigInt(this.u32());
  }
  u16le(): number {
    const at = this.need(2);
    const b = this.bytes;
    return (b[at] as number) | ((b[at + 1] as number) << 8);
  }
  u32le(): number {
    const at = this.need(4);
    const b = this.bytes;
    return (
      ((b[at] as number) |
        ((b[at + 1] as number) << 8) |
        ((b[at + 2] as number) << 16) |
        ((b[at + 3] as number) << 24)) >>>
      0
    );
  }
  u64le(): bigint {
    const low = BigInt(this.u32le());
    return (BigInt(this.u32le()) << 32n) | low;
  }

  /** Byte at `ahead` from the cursor without moving; -1 past the end, so that probes need no exceptions. */
  peek(ahead = 0): number {
    const at = this.position + ahead;
    return at >= this.position && at < this.limit ? (this.bytes[at] as number) : -1;
  }
  /** Big-endian 16-bit value at `ahead` without moving; -1 past the end. */
  peek16(ahead = 0): number {
    const low = this.peek(ahead + 1);
    return low < 0 ? -1 : (this.peek(ahead) << 8) | low;
  }
  /** True when the text stands at `ahead` from the cursor (compared as latin1). */
  startsWith(text: string, ahead = 0): boolean {
    for (let i = 0; i < text.length; i += 1) if (this.peek(ahead + i) !== text.charCodeAt(i)) return false;
    return true;
  }
  /** Distance from the cursor to the first such byte within `within` bytes, not before `from` of them; or -1. */
  indexOf(byte: number, within: number = this.remaining, from = 0): number {
    const end = Math.min(this.limit, this.position + within);
    for (let at = this.position + from; at < end; at += 1) if (this.bytes[at] === byte) return at - this.position;
    return -1;
  }

  /** Distance from the cursor to behind the first empty line whose predecessor ends within so many bytes; 0 without one. */
  emptyLineEnd(within: number): number {
    const { bytes, position, limit } = this;
    const end = Math.min(limit, position + within);
    for (let at = position; at < end; at += 1) {
      if (bytes[at] !== LINE_FEED || at + 1 >= limit) continue;
      const next = bytes[at + 1];
      if (next === LINE_FEED) return at + 2 - position;
      if (next === CARRIAGE_RETURN && at + 2 < limit && bytes[at + 2] === LINE_FEED) return at + 3 - position;
    }
    return 0;
  }

  /** A view, valid only until the packet buffer is reused: copy what you keep. */
  view(count: number): Uint8Array {
    const at = this.need(count);
    return this.bytes.subarray(at, at + count);
  }
  /** A reader over the next `count` bytes; this cursor moves past them. Use it to bound a nested structure. */
  nested(count: number): ByteReader {
    const at = this.need(count);
    return new ByteReader(this.bytes, at, at + count);
  }
  latin1(count: number): string {
    return this.shortAscii(count) ?? latin1.decode(this.view(count));
  }
  utf8(count: number): string {
    return this.shortAscii(count) ?? utf8.decode(this.view(count));
  }
  /** Most texts are short and plain: putting their characters together costs a fraction of what a TextDecoder does. */
  private shortAscii(count: number): string | null {
    if (!(count >= 0 && count <= MAX_SHORT_TEXT && count <= this.limit - this.position)) return null;
    const b = this.bytes;
    const end = (this.position + count) | 0;
    let all = 0;
    for (let at = this.position; at < end; at += 1) all |= b[at] as number;
    if (all > 0x7f) return null;
    let text = "";
    let at = this.position;
    for (; at + 4 <= end; at += 4) {
      text += String.fromCharCode(b[at] as number, b[at + 1] as number, b[at + 2] as number, b[at + 3] as number);
    }
    for (; at < end; at += 1) text += String.fromCharCode(b[at] as number);
    this.position = end;
    return text;
  }
  utf16le(count: number): string {
    return utf16le.decode(this.view(count));
  }
  hex(count: number, separator = ""): string {
    const view = this.view(count);
    let text = "";
    for (let i = 0; i < view.length; i += 1) {
      text += (i > 0 ? separator : "") + (view[i] as number).toString(16).padStart(2, "0");
    }
    return text;
  }
  mac(): string {
    return this.hex(6, ":");
  }
  ipv4(): string {
    return `${this.u8()}.${this.u8()}.${this.u8()}.${this.u8()}`;
  }
}
