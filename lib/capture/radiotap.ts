/** radiotap.org, field Flags: what the receiver says of the frame that follows. */
export const RADIOTAP_FLAG = {
  /** The frame ends with its checksum. */
  checksumAtEnd: 0x10,
  /** Bytes between the frame's header and its payload align that to four. */
  padding: 0x20,
  badChecksum: 0x40,
} as const;

/**
 * The receiver's flags, 0 when it gave none. Fields stand in the order of their bits, the first of which is a time of
 * eight bytes, aligned to eight; the flags are the second.
 */
export function radiotapFlags(bytes: Uint8Array, at: number, end: number): number {
  let cursor = at + 4;
  if (cursor + 4 > end) return 0;
  const hasTime = (bytes[cursor] & 1) !== 0;
  const hasFlags = (bytes[cursor] & 2) !== 0;
  if (!hasFlags) return 0;
  // Bit 31 of each word of bits: another one follows.
  while (cursor + 4 <= end && (bytes[cursor + 3] & 0x80) !== 0) cursor += 4;
  cursor += 4;
  if (hasTime) cursor = at + ((cursor - at + 7) & ~7) + 8;
  return cursor < end ? bytes[cursor] : 0;
}
