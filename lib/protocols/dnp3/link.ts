import type { ByteReader } from "../byte-reader";

/** Data link frame of IEEE 1815-2012 clause 9. */
export interface Dnp3Link {
  readonly isFromMaster: boolean;
  readonly source: number;
  readonly destination: number;
  /** User data of all blocks, without their checksums. */
  readonly data: Uint8Array;
}

const HEADER_BYTES = 10;
const BLOCK_BYTES = 16;
const CRC_BYTES = 2;
/** Direction bit of the control octet. */
export const FROM_MASTER = 0x80;

/** CRC-16/DNP: reflected polynomial 0xA6BC, result inverted (clause 9.2.4.4). */
export function crcDnp(bytes: Uint8Array, length = bytes.length): number {
  let crc = 0;
  for (let i = 0; i < length; i += 1) {
    crc ^= bytes[i] as number;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 1) !== 0 ? (crc >>> 1) ^ 0xa6bc : crc >>> 1;
  }
  return ~crc & 0xffff;
}

/** Peeks: whether a frame's header with its checksum stands at the cursor. */
export function isDnp3Header(reader: ByteReader): boolean {
  if (reader.peek16(0) !== 0x0564 || reader.peek(2) < 5 || reader.peek(9) < 0) return false;
  const header = new Uint8Array(8);
  for (let i = 0; i < 8; i += 1) header[i] = reader.peek(i);
  const crc = crcDnp(header);
  return reader.peek(8) === (crc & 255) && reader.peek(9) === crc >> 8;
}

/** Bytes of the frame whose length octet this is; it counts control, addresses and user data. */
export function dnp3FrameBytes(lengthOctet: number): number {
  const userData = lengthOctet - 5;
  return HEADER_BYTES + userData + Math.ceil(userData / BLOCK_BYTES) * CRC_BYTES;
}

/** Reads one frame; the start octets are already known. */
export function readLink(reader: ByteReader): Dnp3Link {
  const length = reader.skip(2).u8();
  if (length < 5) reader.reject("a link frame is shorter than its header");
  const control = reader.u8();
  const destination = reader.u16le();
  const source = reader.u16le();
  reader.skip(CRC_BYTES);
  const data = new Uint8Array(length - 5);
  for (let at = 0; at < data.length; at += BLOCK_BYTES) {
    data.set(reader.view(Math.min(BLOCK_BYTES, data.length - at)), at);
    reader.skip(CRC_BYTES);
  }
  return { isFromMaster: (control & FROM_MASTER) !== 0, source, destination, data };
}
