import type { ByteReader } from "../byte-reader";

function digitOf(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x61 + 10 : -1;
}

/** The number that is written in hexadecimal digits, large or small; -1 where they are not. Peeks. */
export function peekHex(reader: ByteReader, at: number, digits: number): number {
  let value = 0;
  for (let i = 0; i < digits; i += 1) {
    const digit = digitOf(reader.peek(at + i));
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}
