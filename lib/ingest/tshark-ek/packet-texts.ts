/** Of one packet's text: what is longer is told with its true length and its beginning. */
export const MAX_PACKET_BYTES = 4_194_304;

export interface PacketText {
  /** Ordinal number of the record, from 1; damaged ones count. */
  readonly position: number;
  /** As they stand in the file, at most MAX_PACKET_BYTES; valid during the call. */
  readonly bytes: Uint8Array;
  readonly trueLength: number;
  /** broken: the next packet begins before this one ended. open: the file ends with it, or within it. */
  readonly end: "whole" | "broken" | "open";
}

const [TAB, NEWLINE, RETURN, SPACE, QUOTE, COMMA] = [9, 10, 13, 32, 34, 44] as const;
const [OPEN_LIST, BACKSLASH, CLOSE_LIST, OPEN, CLOSE] = [91, 92, 93, 123, 125] as const;
const BYTE_ORDER_MARK: ReadonlySet<number> = new Set([0xef, 0xbb, 0xbf]);

/** Every packet of a list begins with this key. Behind a brace it stands in no text of JSON: its quotes end the text. */
const FIRST_KEY = new TextEncoder().encode('"_index"');
/** Blanks between the brace and the key. */
const MAX_BLANKS = 256;
const INDEX_LINE = /^\s*\{\s*"index"\s*:/;

/**
 * Cuts what `tshark -T ek` (lines) and `-T json`, `-T jsonraw` (a list) print into the texts of its packets, in memory of
 * one packet. The one place that counts them: what cites a packet and what opens it must mean the same. The index line
 * that Elasticsearch wants before each is none. A damaged packet of a list ends where the next one begins.
 */
export class PacketTexts {
  private form: "unknown" | "lines" | "list" = "unknown";
  private position = 0;
  private held = new Uint8Array(65_536);
  private used = 0;
  private trueLength = 0;

  // Of a list.
  private depth = 0;
  private isText = false;
  private isEscaped = false;
  /** Between packets stand only commas and blanks: behind anything else a packet begins by its first key alone. */
  private isAstray = false;
  /** From the last brace on, as long as it may begin a packet. */
  private readonly mark = new Uint8Array(1 + MAX_BLANKS + FIRST_KEY.length);
  private markLength = 0;
  private keyLength = 0;

  constructor(private readonly onPacket: (packet: PacketText) => void) {}

  get isList(): boolean {
    return this.form === "list";
  }

  push(chunk: Uint8Array): void {
    const start = this.form === "unknown" ? this.recogniseForm(chunk) : 0;
    if (this.form === "lines") this.cutLines(chunk, start);
    else if (this.form === "list") this.cutList(chunk, start);
  }

  finish(): void {
    if (this.trueLength > 0 && this.form === "lines") this.endLine("open");
    else if (this.depth > 0) this.end("open");
  }

  /** Where the first line or the list begins. */
  private recogniseForm(chunk: Uint8Array): number {
    let at = 0;
    while (at < chunk.length && (isBlank(chunk[at]) || BYTE_ORDER_MARK.has(chunk[at] as number))) at += 1;
    if (at < chunk.length) this.form = chunk[at] === OPEN_LIST ? "list" : "lines";
    return at;
  }

  private cutLines(chunk: Uint8Array, start: number): void {
    let from = start;
    for (let at = chunk.indexOf(NEWLINE, from); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      this.hold(chunk, from, at);
      this.endLine("whole");
      from = at + 1;
    }
    this.hold(chunk, from, chunk.length);
  }

  private endLine(end: PacketText["end"]): void {
    const { held } = this;
    if (this.used === this.trueLength && held[this.used - 1] === RETURN) this.trim(this.used - 1);
    const isPacket = held.subarray(0, this.used).some((byte) => !isBlank(byte)) && !this.isIndexLine();
    if (isPacket) this.end(end);
    else this.trim(0);
  }

  private isIndexLine(): boolean {
    return INDEX_LINE.test(String.fromCharCode(...this.held.subarray(0, Math.min(this.used, 64))));
  }

  private cutList(chunk: Uint8Array, start: number): void {
    let from = start;
    for (let at = start; at < chunk.length; at += 1) {
      const byte = chunk[at] as number;
      if (this.markLength > 0 && this.endsMark(byte)) {
        if (this.depth > 0) this.hold(chunk, from, at + 1);
        this.beginMarked();
        from = at + 1;
        continue;
      }
      if (byte === OPEN) this.beginMark();
      if (this.depth === 0) {
        if (byte === OPEN && !this.isAstray) {
          this.depth = 1;
          from = at;
        } else if (!isSeparator(byte)) this.isAstray = true;
      } else if (this.isText) this.readText(byte);
      else if (byte === QUOTE) this.isText = true;
      else if (byte === OPEN) this.depth += 1;
      else if (byte === CLOSE) {
        this.depth -= 1;
        if (this.depth > 0) continue;
        this.hold(chunk, from, at + 1);
        this.end("whole");
      }
    }
    if (this.depth > 0) this.hold(chunk, from, chunk.length);
  }

  private readText(byte: number): void {
    if (byte === NEWLINE) {
      // Raw line breaks stand in no JSON text: a quote that was never closed ends with its line.
      this.isText = false;
      this.isEscaped = false;
    } else if (this.isEscaped) this.isEscaped = false;
    else if (byte === BACKSLASH) this.isEscaped = true;
    else if (byte === QUOTE) this.isText = false;
  }

  private beginMark(): void {
    this.mark[0] = OPEN;
    this.markLength = 1;
    this.keyLength = 0;
  }

  /** True at the last byte of a brace and a packet's first key. */
  private endsMark(byte: number): boolean {
    const isBetween = this.keyLength === 0 && isBlank(byte) && this.markLength <= MAX_BLANKS;
    if (!isBetween && byte !== FIRST_KEY[this.keyLength]) {
      this.markLength = 0;
      return false;
    }
    this.mark[this.markLength] = byte;
    this.markLength += 1;
    if (!isBetween) this.keyLength += 1;
    return this.keyLength === FIRST_KEY.length;
  }

  /** A packet begins with the mark: the one in hand, or the next one. */
  private beginMarked(): void {
    const { mark, markLength } = this;
    const before = this.trueLength - markLength;
    if (this.depth > 0 && before > 0) {
      this.trim(before);
      this.end("broken");
    } else this.trim(0);
    this.depth = 1;
    this.isText = false;
    this.isEscaped = false;
    this.markLength = 0;
    this.hold(mark, 0, markLength);
  }

  private hold(bytes: Uint8Array, from: number, to: number): void {
    this.trueLength += to - from;
    const fits = Math.min(to - from, MAX_PACKET_BYTES - this.used);
    this.makeRoom(this.used + fits);
    this.held.set(bytes.subarray(from, from + fits), this.used);
    this.used += fits;
  }

  private makeRoom(length: number): void {
    const { held } = this;
    if (length <= held.length) return;
    this.held = new Uint8Array(Math.min(MAX_PACKET_BYTES, Math.max(length, 2 * held.length)));
    this.held.set(held.subarray(0, this.used));
  }

  private trim(length: number): void {
    this.trueLength = length;
    this.used = Math.min(this.used, length);
  }

  private end(end: PacketText["end"]): void {
    this.position += 1;
    this.isAstray = false;
    this.onPacket({
      position: this.position,
      bytes: this.held.subarray(0, this.used),
      trueLength: this.trueLength,
      end,
    });
    this.trim(0);
  }
}

function isBlank(byte: number | undefined): boolean {
  return byte === SPACE || byte === NEWLINE || byte === TAB || byte === RETURN;
}

/** The last packet may be behind the end of one list and the beginning of another. */
function isSeparator(byte: number): boolean {
  return byte === COMMA || byte === OPEN_LIST || byte === CLOSE_LIST || isBlank(byte);
}
