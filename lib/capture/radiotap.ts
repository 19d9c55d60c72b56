/**
 * radiotap.org: the receiver's word that the frame failed its checksum. Fields stand in the order of their bits, the
 * first of which is a time of eight bytes, aligned to eight; the flags are the second.
 */
export function hasBadChecksum(bytes: Uint8Array, at: number, end: number): boolean {
  let cursor = at + 4;
  if (cursor + 4 > end) return false;
  const hasTime = (bytes[cursor] & 1) !== 0;
  const hasFlags = (bytes[cursor] & 2) !== 0;
  if (!hasFlags) return false;
  // Bit 31 of each word of bits: another one follows.
  while (cursor + 4 <= end && (bytes[cursor + 3] & 0x80) !== 0) cursor += 4;
  cursor += 4;
  if (hasTime) cursor = at + ((cursor - at + 7) & ~7) + 8;
  return cursor < end && (bytes[cursor] & 0x40) !== 0;
}
