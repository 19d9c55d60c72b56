import type { ByteReader } from "../byte-reader";

const MAX_LINE_BYTES = 4_096;
const LF = 10;

/** Frame of a line protocol: bytes up to the line feed; 0 while it is missing, -1 when no line is that long. */
export function lineFrame(reader: ByteReader): number {
  const at = reader.indexOf(LF, Math.min(reader.remaining, MAX_LINE_BYTES));
  if (at >= 0) return at + 1;
  return reader.remaining > MAX_LINE_BYTES ? -1 : 0;
}

/** The line without its end. One that the capture cut raises OutOfBytes: half a banner or a port is none. */
export function readLine(reader: ByteReader): string {
  const end = reader.indexOf(LF);
  return reader.utf8(end < 0 ? reader.remaining + 1 : end + 1).trimEnd();
}

/** Peeks: the first line (or what is there of it) contains the upper-case ASCII text, in any case. */
export function firstLineContains(reader: ByteReader, upper: string, within = 512): boolean {
  const end = reader.indexOf(LF, Math.min(reader.remaining, within));
  const length = end < 0 ? Math.min(reader.remaining, within) : end;
  for (let at = 0; at + upper.length <= length; at += 1) {
    let matched = 0;
    while (matched < upper.length) {
      const byte = reader.peek(at + matched);
      const folded = byte >= 0x61 && byte <= 0x7a ? byte - 32 : byte;
      if (folded !== upper.charCodeAt(matched)) break;
      matched += 1;
    }
    if (matched === upper.length) return true;
  }
  return false;
}

/** Peeks: three digits and a space or hyphen, how a reply line of the FTP family starts (RFC 959 §4.2). */
export function isReplyLine(reader: ByteReader): boolean {
  for (let i = 0; i < 3; i += 1) if (reader.peek(i) < 0x30 || reader.peek(i) > 0x39) return false;
  return reader.peek(3) === 0x20 || reader.peek(3) === 0x2d;
}
