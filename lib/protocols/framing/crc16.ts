import type { ByteReader } from "../byte-reader";

/** CRC-16/ARC (reflected polynomial 0xA001, start 0) of `length` bytes from the cursor, which stays. */
export function crc16Arc(reader: ByteReader, length: number): number {
  let crc = 0;
  for (let at = 0; at < length; at += 1) {
    crc ^= reader.peek(at);
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 1) !== 0 ? (crc >>> 1) ^ 0xa001 : crc >>> 1;
  }
  return crc;
}

/** CRC-16/XMODEM (polynomial 0x1021, start 0) of `length` bytes from the cursor, which stays. */
export function crc16Xmodem(reader: ByteReader, length: number): number {
  let crc = 0;
  for (let at = 0; at < length; at += 1) {
    crc ^= reader.peek(at) << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = ((crc << 1) ^ ((crc & 0x8000) !== 0 ? 0x1021 : 0)) & 0xffff;
  }
  return crc;
}
