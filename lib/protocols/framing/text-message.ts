import type { ByteReader } from "../byte-reader";

/** Start line and header fields of the HTTP family: HTTP, SSDP, RTSP, SIP (RFC 9112 §2.1). */
export interface TextMessage {
  readonly startLine: string;
  /** Lower-case field name → value; repeated fields are joined by a comma (RFC 9110 §5.3). */
  readonly fields: ReadonlyMap<string, string>;
}

export const MAX_HEAD_BYTES = 16_384;
const MAX_FIELDS = 128;
const LF = 10;

/** Peeks: bytes up to and including the empty line that ends the head; 0 when it is not there (yet). */
export function headLength(reader: ByteReader): number {
  for (let at = reader.indexOf(LF, MAX_HEAD_BYTES); at >= 0; at = reader.indexOf(LF, MAX_HEAD_BYTES, at + 1)) {
    const next = reader.peek(at + 1);
    if (next === LF) return at + 2;
    if (next === 13 && reader.peek(at + 2) === LF) return at + 3;
  }
  return 0;
}

/** Reads the head; one without its closing empty line counts up to its last whole line. */
export function readTextMessage(reader: ByteReader): TextMessage {
  const length = headLength(reader);
  const text = reader.utf8(length > 0 ? length : Math.min(reader.remaining, MAX_HEAD_BYTES));
  const lines = text.slice(0, text.lastIndexOf("\n") + 1).split("\n", MAX_FIELDS + 1);
  const fields = new Map<string, string>();
  for (let i = 1; i < lines.length; i += 1) {
    const line = (lines[i] as string).trim();
    const colon = line.indexOf(":");
    if (colon < 1) continue;
    const name = line.slice(0, colon).trimEnd().toLowerCase();
    const value = line.slice(colon + 1).trim();
    const before = fields.get(name);
    fields.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  return { startLine: (lines[0] as string).trim(), fields };
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
