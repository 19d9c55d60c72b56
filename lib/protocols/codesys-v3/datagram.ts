import type { ByteReader } from "../byte-reader";

/**
 * CODESYS 3 routes datagrams over whatever carries them: over TCP behind a magic number and a length (the block
 * driver), over UDP as they are. Not published; layers as in public research on the runtime.
 */
export const BLOCK_HEADER_BYTES = 8;
const BLOCK_MAGIC = "\xe8\x17\x01\x00";
const MAX_BLOCK_BYTES = 65_536;
const DATAGRAM_MAGIC = 0xc5;
const MIN_HEADER_BYTES = 6;

/** Services that a datagram is for: the first two find addresses, the next two name nodes, the last keeps channels. */
export const SERVICE = { nameRequest: 3, nameResponse: 4, channel: 0x40 } as const;
const SERVICES: readonly number[] = [1, 2, SERVICE.nameRequest, SERVICE.nameResponse, SERVICE.channel];

/** Peeks: length of the block at the cursor, its header included; 0 when more is needed, -1 when this is none. */
export function blockLength(reader: ByteReader): number {
  for (let at = 0; at < Math.min(4, reader.remaining); at += 1)
    if (reader.peek(at) !== BLOCK_MAGIC.charCodeAt(at)) return -1;
  if (reader.remaining < BLOCK_HEADER_BYTES) return 0;
  const length = reader.peek(4) | (reader.peek(5) << 8) | (reader.peek(6) << 16);
  const isPlausible = reader.peek(7) === 0 && length <= MAX_BLOCK_BYTES;
  return isPlausible && length >= BLOCK_HEADER_BYTES + MIN_HEADER_BYTES ? length : -1;
}

/** Peeks: where the payload of the datagram at `start` begins; -1 when no datagram stands there. */
export function payloadAt(reader: ByteReader, start: number): number {
  const header = (reader.peek(start + 1) & 7) * 2;
  if (reader.peek(start) !== DATAGRAM_MAGIC || header < MIN_HEADER_BYTES) return -1;
  if (!SERVICES.includes(reader.peek(start + 3))) return -1;
  // Lengths of the receiver's and the sender's address, in words of 16 bits; the payload starts at a multiple of four.
  const lengths = reader.peek(start + 5);
  if (lengths < 0) return -1;
  const end = header + 2 * ((lengths & 15) + (lengths >> 4));
  const at = start + end + (end % 4);
  return at <= start + reader.remaining ? at : -1;
}

/** The service of the datagram at `start`; -1 without one. */
export const serviceAt = (reader: ByteReader, start: number) => reader.peek(start + 3);
