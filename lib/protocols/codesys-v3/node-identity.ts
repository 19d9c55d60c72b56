import type { ByteReader } from "../byte-reader";

/** What a node answers when names are asked for. */
export interface NodeIdentity {
  readonly nodeName: string;
  /** The product, as its maker's device description calls it. */
  readonly deviceName: string;
  readonly vendorName: string;
  /** "5.15.4.0" of the device description, which the firmware's version is. */
  readonly version: string;
  /** Maker's and product's number: "0x10061204". */
  readonly targetId: string;
  readonly serial: string;
}

/** Of the fixed part after type, version and id of the answer. */
const FIXED_BYTES = 26;
/** How far texts may stand behind it: runtimes of different ages put more or less between. */
const MAX_GAP_BYTES = 96;
const MAX_CHARACTERS = 256;

/** Peeks: `characters` of UTF-16LE without control characters, then a NUL. */
function isText(reader: ByteReader, at: number, characters: number): boolean {
  for (let i = 0; i < characters; i += 1) {
    const low = reader.peek(at + 2 * i);
    if (low < 0 || (reader.peek(at + 2 * i + 1) === 0 && (low < 0x20 || low === 0x7f))) return false;
  }
  return reader.peek(at + 2 * characters) === 0 && reader.peek(at + 2 * characters + 1) === 0;
}

/**
 * The lengths of the three texts stand at known places, the texts themselves behind parts whose size differs by
 * version: they begin where all three fit between their NULs.
 */
function textsAt(reader: ByteReader, lengths: readonly number[]): number {
  for (let at = 0; at <= MAX_GAP_BYTES; at += 2) {
    let next = at;
    const fits = lengths.every((length) => {
      const isHere = isText(reader, next, length);
      next += 2 * length + 2;
      return isHere;
    });
    if (fits) return at;
  }
  return -1;
}

/** The cursor stands behind type, version and id of a name answer. */
export function readNodeIdentity(reader: ByteReader): NodeIdentity | null {
  if (reader.remaining < FIXED_BYTES) return null;
  reader.skip(6);
  const lengths = [reader.u16le(), reader.u16le(), reader.u16le()] as const;
  if (lengths[1] === 0 || lengths.some((length) => length > MAX_CHARACTERS)) return null;
  const targetId = `0x${reader.skip(4).u32le().toString(16).padStart(8, "0")}`;
  const [build, patch, minor, major] = [reader.u8(), reader.u8(), reader.u8(), reader.u8()];
  // Flags of four bytes, then the length of the serial number in those versions that send one.
  const serialLength = reader.peek(4);
  const at = textsAt(reader, lengths);
  if (at < 0) return null;
  reader.skip(at);
  const [nodeName, deviceName, vendorName] = lengths.map((length) => {
    const text = reader.utf16le(2 * length).trim();
    reader.skip(2);
    return text;
  }) as [string, string, string];
  const hasSerial = at >= 8 && serialLength > 0 && serialLength <= reader.remaining;
  const serial = hasSerial ? reader.latin1(serialLength).replace(/\0.*$/s, "").trim() : "";
  return {
    nodeName,
    deviceName,
    vendorName,
    version: `${major}.${minor}.${patch}.${build}`,
    targetId,
    serial: /^[\x21-\x7e][\x20-\x7e]*$/.test(serial) ? serial : "",
  };
}
