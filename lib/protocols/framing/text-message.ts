import type { ByteReader } from "../byte-reader";

/** Start line and header fields of the HTTP family: HTTP, SSDP, RTSP, SIP (RFC 9112 §2.1). */
export interface TextMessage {
  readonly startLine: string;
  readonly fields: HeaderFields;
}

/** Header fields, looked for when they are asked for: of a dozen that a browser sends, a decoder reads three. */
export class HeaderFields {
  /** As long as `head`, so that a place in one is a place in the other. */
  private readonly lower: string;

  /** `head` begins with the start line and ends with the end of a line. */
  constructor(private readonly head: string) {
    const lower = head.toLowerCase();
    this.lower = lower.length === head.length ? lower : head.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  }

  /** Value of the field with this lower-case name; repeated ones are joined by a comma (RFC 9110 §5.3). */
  get(name: string): string | undefined {
    const { head, lower } = this;
    let value: string | undefined;
    let end = lower.indexOf("\n");
    // Each line is looked at once, wherever and however often the name stands in it.
    for (let at = lower.indexOf(name, end); at >= 0; at = lower.indexOf(name, end)) {
      const start = lower.lastIndexOf("\n", at) + 1;
      end = lower.indexOf("\n", at);
      const line = lower.slice(start, end);
      const colon = line.indexOf(":");
      if (colon < 0 || line.slice(0, colon).trim() !== name) continue;
      const part = head.slice(start + colon + 1, end).trim();
      value = value === undefined ? part : `${value}, ${part}`;
    }
    return value;
  }
}

export const MAX_HEAD_BYTES = 16_384;
const LF = 10;

/** Peeks: bytes up to and including the empty line that ends the head; 0 when it is not there (yet). */
export function headLength(reader: ByteReader): number {
  return reader.emptyLineEnd(MAX_HEAD_BYTES);
}

/** Reads the head; one without its closing empty line counts up to its last whole line. */
export function readTextMessage(reader: ByteReader): TextMessage {
  const length = headLength(reader);
  const text = reader.utf8(length > 0 ? length : Math.min(reader.remaining, MAX_HEAD_BYTES));
  const head = text.slice(0, text.lastIndexOf("\n") + 1);
  return { startLine: head.slice(0, head.indexOf("\n")).trim(), fields: new HeaderFields(head) };
}

/** Peeks: the first line, without its end, is at most `within` bytes long and ends with the text. */
export function firstLineEndsWith(reader: ByteReader, text: string, within = 2_048): boolean {
  let length = reader.indexOf(LF, Math.min(within, reader.remaining));
  if (length < 0) return false;
  if (reader.peek(length - 1) === 13) length -= 1;
  return length >= text.length && reader.startsWith(text, length - text.length);
}

const MAX_BODY_BYTES = 65_536;

/** Frame of RTSP and SIP: the head and the body it announces; 0 while the head is open, -1 when it is too long. */
export function messageLength(reader: ByteReader): number {
  const head = headLength(reader);
  if (head === 0) return reader.remaining > MAX_HEAD_BYTES ? -1 : 0;
  const start = reader.offset;
  const { fields } = readTextMessage(reader);
  reader.seek(start);
  const body = Number.parseInt(fields.get("content-length") ?? fields.get("l") ?? "0", 10);
  if (Number.isNaN(body) || body < 0 || body > MAX_BODY_BYTES) return -1;
  return head + body;
}
