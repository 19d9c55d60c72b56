import { concat, le16 } from "../bytes";

/** IEEE 1815 §9.2.4.4: CRC with the polynomial 0x3D65, reflected. */
function crc(bytes: Uint8Array): number[] {
  let value = 0;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xa6bc : value >>> 1;
  }
  return le16(~value & 0xffff);
}

/** Link frame with its blocks of sixteen bytes, one transport segment, one application fragment. */
function frame(fromMaster: boolean, destination: number, source: number, application: readonly number[]): Uint8Array {
  const user = Uint8Array.from([0xc0, ...application]);
  const header = concat([0x05, 0x64, 5 + user.length, fromMaster ? 0xc4 : 0x44], le16(destination), le16(source));
  const blocks: Uint8Array[] = [];
  for (let at = 0; at < user.length; at += 16) {
    const part = user.subarray(at, at + 16);
    blocks.push(concat(part, crc(part)));
  }
  return concat(header, crc(header), ...blocks);
}

/** Function 1 on class 1, 2, 3 data: an integrity poll. */
export const readClasses = (outstation: number, master: number, sequence: number) =>
  frame(true, outstation, master, [0xc0 | (sequence & 15), 1, 60, 2, 6, 60, 3, 6, 60, 4, 6]);
export const binaryInputs = (outstation: number, master: number, sequence: number) =>
  frame(false, master, outstation, [0xc0 | (sequence & 15), 0x81, 0, 0, 1, 2, 0, 0, 3, 0x81, 0x01, 0x81, 0x01]);
/** Function 5, direct operate of a control relay output block (group 12 variation 1). */
export const directOperate = (outstation: number, master: number, sequence: number, index: number) =>
  frame(true, outstation, master, [
    0xc0 | (sequence & 15),
    5,
    12,
    1,
    0x17,
    1,
    index,
    3,
    1,
    0xf4,
    1,
    0,
    0,
    0xf4,
    1,
    0,
    0,
    0,
  ]);
export const operateAnswer = (outstation: number, master: number, sequence: number, index: number) =>
  frame(false, master, outstation, [
    0xc0 | (sequence & 15),
    0x81,
    0,
    0,
    12,
    1,
    0x17,
    1,
    index,
    3,
    1,
    0xf4,
    1,
    0,
    0,
    0xf4,
    1,
    0,
    0,
    0,
  ]);
