import { concat, le16, le32 } from "./bytes";

const BLOCK_BYTES = 0xffff;

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});

/** CRC-32 of RFC 1952 §8. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = ((CRC_TABLE[(crc ^ byte) & 255] as number) ^ (crc >>> 8)) >>> 0;
  return (crc ^ 0xffffffff) >>> 0;
}

/**
 * A gzip file of stored blocks (RFC 1952, RFC 1951 §3.2.4). Compressed bytes would depend on the machine's zlib, and
 * the simulation promises the same bytes everywhere.
 */
export function storedGzip(content: Uint8Array): Uint8Array {
  const blocks: Uint8Array[] = [];
  for (let at = 0; at < content.length || at === 0; at += BLOCK_BYTES) {
    const part = content.subarray(at, at + BLOCK_BYTES);
    const isLast = at + BLOCK_BYTES >= content.length;
    blocks.push(concat([isLast ? 1 : 0], le16(part.length), le16(~part.length & 0xffff), part));
  }
  const header = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];
  return concat(header, ...blocks, le32(crc32(content)), le32(content.length));
}
