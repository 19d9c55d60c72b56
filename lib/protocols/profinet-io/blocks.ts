import type { IdentityField } from "@/lib/domain/observation";
import type { ByteReader } from "../byte-reader";
import { readFixedText } from "../framing/fixed-text";

/** IEC 61158-6-10: block types; each has a length, two version bytes, and big-endian fields. */
const BLOCK = {
  writeRequest: 0x0008,
  identification: 0x0020,
  tags: 0x0021,
  descriptor: 0x0023,
  arRequest: 0x0101,
  interfaceData: 0x0240,
  several: 0x0400,
  readResponse: 0x8009,
} as const;
const MAX_BLOCKS = 32;
/** Blocks within a block within an answer: as deep as the standard goes. */
const MAX_DEPTH = 2;
/** Records below are the maker's own; from here on the standard says what they hold. */
const FIRST_STANDARD_RECORD = 0x8000;
/** The slot of a device's own interface; others hold its modules. */
const DEVICE_SLOT = 0;
/** The first subslot of a slot speaks for the module as a whole. */
const MODULE_SUBSLOT = 1;

/** Numbers that a maker and a device have from PROFIBUS & PROFINET International, "0x002a". */
export interface ObjectId {
  readonly vendorId: string;
  readonly deviceId: string;
}

/** Object UUIDs are dea00000-6c97-11d1-8271-, then instance, device id and vendor id (IEC 61158-6-10). */
const OBJECT = ["\xde\xa0\x00\x00\x6c\x97\x11\xd1\x82\x71", "\x00\x00\xa0\xde\x97\x6c\xd1\x11\x82\x71"];

const hex16 = (value: number) => `0x${value.toString(16).padStart(4, "0")}`;

/** Reads an object UUID in either order of bytes; null for others, and for one that holds no numbers. */
export function readObjectId(uuid: ByteReader): ObjectId | null {
  if (!OBJECT.some((start) => uuid.startsWith(start))) return null;
  const deviceId = uuid.skip(12).u16();
  const vendorId = uuid.u16();
  return vendorId === 0 ? null : { vendorId: hex16(vendorId), deviceId: hex16(deviceId) };
}

/** PDInterfaceDataReal: what the interface is called, and its addresses as they stand. */
interface InterfaceData {
  readonly chassisId: string;
  readonly mac: string;
  readonly ip: string;
}

export interface IoBlocks {
  /** Of the controller that connects: its own station name, MAC and numbers. */
  readonly initiator: { readonly stationName: string; readonly mac: string; readonly object: ObjectId | null } | null;
  readonly facts: readonly (readonly [IdentityField, string])[];
  /** Slot that the facts are about; null when the answer tells none. */
  readonly slot: number | null;
  readonly subslot: number | null;
  readonly ownInterface: InterfaceData | null;
}

function readInitiator(block: ByteReader): IoBlocks["initiator"] {
  // Type, UUID and session key of the relation come first; properties, timeout and port behind the object UUID.
  const mac = block.skip(20).mac();
  const object = readObjectId(block.nested(16));
  const stationName = block.skip(8).utf8(block.u16());
  return { stationName, mac, object };
}

/** I&M0 (IEC 61158-6-10, PROFIBUS Profile Guidelines part 1): what every module knows of itself. */
function readIdentification(block: ByteReader): IoBlocks["facts"] {
  const orderNumber = readFixedText(block.skip(2), 20);
  const serial = readFixedText(block, 16);
  const hardware = block.u16();
  const prefix = block.latin1(1);
  const firmware = `${prefix}${block.u8()}.${block.u8()}.${block.u8()}`;
  const facts: [IdentityField, string][] = [
    ["orderNumber", orderNumber],
    ["serial", serial],
    ["hardware", String(hardware)],
    ["firmware", /^[VRPUT]/.test(firmware) ? firmware : ""],
  ];
  return facts.filter(([, value]) => value !== "");
}

/** I&M1: what the plant calls the function and the place of the module. */
function readTags(block: ByteReader): IoBlocks["facts"] {
  const [function_, location] = [readFixedText(block, 32), readFixedText(block, 22)];
  return [["description", function_] as const, ["location", location] as const].filter(([, value]) => value !== "");
}

/** I&M3: a text of the plant's own. */
function readDescriptor(block: ByteReader): IoBlocks["facts"] {
  const descriptor = readFixedText(block, 54);
  return descriptor === "" ? [] : [["description", descriptor]];
}

/** The chassis id is padded to a multiple of four, counted from the block's type; so is what follows. */
function readInterface(block: ByteReader): InterfaceData {
  const length = block.u8();
  const chassisId = block.utf8(length);
  const mac = block.skip(-(7 + length) & 3).mac();
  return { chassisId, mac, ip: block.skip(2).ipv4() };
}

interface Found {
  initiator: IoBlocks["initiator"];
  facts: (readonly [IdentityField, string])[];
  slot: number | null;
  subslot: number | null;
  ownInterface: InterfaceData | null;
}

/** Records from 0x8000 on are blocks again; those below hold the maker's bytes. */
function readPlace(block: ByteReader, found: Found): boolean {
  [found.slot, found.subslot] = [block.skip(22).u16(), block.u16()];
  return block.skip(2).u16() >= FIRST_STANDARD_RECORD;
}

function readInto(reader: ByteReader, found: Found, depth: number): void {
  for (let i = 0; i < MAX_BLOCKS && reader.remaining >= 6; i += 1) {
    const type = reader.u16();
    const length = reader.u16();
    // Padding between blocks, or data of a record that has no blocks.
    if (length < 2) break;
    const block = reader.nested(length).skip(2);
    if (type === BLOCK.arRequest) found.initiator = readInitiator(block);
    else if (type === BLOCK.identification) found.facts.push(...readIdentification(block));
    else if (type === BLOCK.tags) found.facts.push(...readTags(block));
    else if (type === BLOCK.descriptor) found.facts.push(...readDescriptor(block));
    else if (type === BLOCK.interfaceData) found.ownInterface = readInterface(block);
    // Padding, API, slot and subslot come before the blocks.
    else if (type === BLOCK.several && depth < MAX_DEPTH) readInto(block.skip(10), found, depth + 1);
    // What is written stands behind the header as it is, and states nothing until it is read again.
    else if (type === BLOCK.writeRequest) break;
    else if (type === BLOCK.readResponse && !readPlace(block, found)) break;
  }
}

/** Reads the blocks of one message; blocks of other types are passed over. */
export function readIoBlocks(reader: ByteReader): IoBlocks {
  const found: Found = { initiator: null, facts: [], slot: null, subslot: null, ownInterface: null };
  readInto(reader, found, 0);
  return found;
}

/** The module, or the submodule in it, that the facts are about; undefined for the device itself. */
export function childOfSlot(slot: number | null, subslot: number | null): string | undefined {
  if (slot === null || slot === DEVICE_SLOT) return undefined;
  return subslot === null || subslot <= MODULE_SUBSLOT
    ? `profinet slot ${slot}`
    : `profinet slot ${slot} subslot ${subslot}`;
}
