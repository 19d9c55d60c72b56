import type { ByteReader } from "../byte-reader";

/** IEC 61158-6-10, coding of DCP blocks: option and suboption as one number. */
export const BLOCK = {
  mac: 0x0101,
  ip: 0x0102,
  stationType: 0x0201,
  stationName: 0x0202,
  deviceId: 0x0203,
  role: 0x0204,
  controlResponse: 0x0504,
} as const;

export interface DcpBlock {
  readonly type: number;
  readonly value: ByteReader;
}

const MAX_BLOCKS = 64;

/** Reads blocks to the end of the data; each is padded to an even length. */
export function readBlocks(reader: ByteReader): DcpBlock[] {
  const blocks: DcpBlock[] = [];
  while (reader.remaining >= 4 && blocks.length < MAX_BLOCKS) {
    const type = reader.u16();
    const length = reader.u16();
    blocks.push({ type, value: reader.nested(length) });
    if (length % 2 === 1 && reader.remaining > 0) reader.skip(1);
  }
  return blocks;
}
