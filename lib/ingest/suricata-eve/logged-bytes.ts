import { ByteReader, Malformed, OutOfBytes } from "@/lib/protocols/byte-reader";

const BACKSLASH = 92;
const LETTER_X = 120;

/**
 * The bytes that Suricata wrote as a text: bytes that are UTF-8 as that text, of any others those below 128 as they are
 * and the rest as `\xf2`.
 */
export function loggedBytes(text: string): Uint8Array {
  const written = new TextEncoder().encode(text);
  const bytes = new Uint8Array(written.length);
  let used = 0;
  for (let at = 0; at < written.length; at += 1) {
    const value = escapedAt(written, at);
    bytes[used] = value ?? (written[at] as number);
    used += 1;
    if (value !== null) at += 3;
  }
  return bytes.subarray(0, used);
}

function escapedAt(bytes: Uint8Array, at: number): number | null {
  if (bytes[at] !== BACKSLASH || bytes[at + 1] !== LETTER_X) return null;
  const digits = String.fromCharCode(bytes[at + 2] ?? 0, bytes[at + 3] ?? 0);
  return /^[89a-f][\da-f]$/.test(digits) ? Number.parseInt(digits, 16) : null;
}

/** What a decoder's function reads of logged bytes; null when they are not what it expects. */
export function readLogged<T>(text: string | null, read: (reader: ByteReader) => T): T | null {
  if (text === null) return null;
  try {
    return read(new ByteReader(loggedBytes(text)));
  } catch (error) {
    if (error instanceof OutOfBytes || error instanceof Malformed) return null;
    throw error;
  }
}
