import type { ByteReader } from "../byte-reader";

/** Device information DIB (ISO 22510, KNX 03/08/02 clause 7.5.4.2). */
export interface KnxDevice {
  /** "1.1.5" */
  readonly individualAddress: string;
  readonly serial: string;
  readonly mac: string;
  readonly name: string;
}

const DEVICE_INFO = 1;
const DEVICE_INFO_BYTES = 54;
const MAX_BLOCKS = 16;

export function formatIndividualAddress(address: number): string {
  return `${address >> 12}.${(address >> 8) & 15}.${address & 255}`;
}

/** The device block among the description blocks at the cursor, or null. */
export function readDeviceBlock(reader: ByteReader): KnxDevice | null {
  for (let i = 0; i < MAX_BLOCKS && reader.remaining >= 2; i += 1) {
    const length = reader.u8();
    if (length < 2) return null;
    const block = reader.nested(length - 1);
    if (block.u8() !== DEVICE_INFO || length < DEVICE_INFO_BYTES) continue;
    const individualAddress = formatIndividualAddress(block.skip(2).u16());
    const serial = block.skip(2).hex(6);
    const mac = block.skip(4).mac();
    return { individualAddress, serial, mac, name: block.latin1(30).replace(/\0.*$/s, "").trim() };
  }
  return null;
}
