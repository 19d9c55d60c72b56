import type { IdentityField } from "@/lib/domain/observation";
import type { ByteReader } from "../byte-reader";
import { readFixedText } from "../framing/fixed-text";

/** IEC 61158-6-10: block types; each has a length, two version bytes, and big-endian fields. */
const BLOCK = { readResponse: 0x8009, arRequest: 0x0101, identification: 0x0020 } as const;
const MAX_BLOCKS = 32;
/** The slot of a device's own interface; others hold its modules. */
const DEVICE_SLOT = 0;
/** The first subslot of a slot speaks for the module as a whole. */
const MODULE_SUBSLOT = 1;

export interface IoBlocks {
  /** Of the controller that connects: its own station name and MAC. */
  readonly initiator: { readonly stationName: string; readonly mac: string } | null;
  readonly facts: readonly (readonly [IdentityField, string])[];
  /** Slot that the facts are about; null when the answer tells none. */
  readonly slot: number | null;
  readonly subslot: number | null;
}

function readInitiator(block: ByteReader): IoBlocks["initiator"] {
  // Type, UUID and session key of the relation come first; properties, timeout and port behind the object UUID.
  const mac = block.skip(20).mac();
  const stationName = block.skip(24).utf8(block.u16());
  return { stationName, mac };
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

/** Reads the blocks of one message; blocks of other types are passed over. */
export function readIoBlocks(reader: ByteReader): IoBlocks {
  let initiator: IoBlocks["initiator"] = null;
  let facts: IoBlocks["facts"] = [];
  let slot: number | null = null;
  let subslot: number | null = null;
  for (let i = 0; i < MAX_BLOCKS && reader.remaining >= 6; i += 1) {
    const type = reader.u16();
    const length = reader.u16();
    // Padding between blocks, or data of a record that has no blocks.
    if (length < 2) break;
    const block = reader.nested(length).skip(2);
    if (type === BLOCK.arRequest) initiator = readInitiator(block);
    else if (type === BLOCK.readResponse) [slot, subslot] = [block.skip(22).u16(), block.u16()];
    else if (type === BLOCK.identification) facts = readIdentification(block);
  }
  return { initiator, facts, slot, subslot };
}

/** The module, or the submodule in it, that the facts are about; undefined for the device itself. */
export function childOfSlot(slot: number | null, subslot: number | null): string | undefined {
  if (slot === null || slot === DEVICE_SLOT) return undefined;
  return subslot === null || subslot <= MODULE_SUBSLOT
    ? `profinet slot ${slot}`
    : `profinet slot ${slot} subslot ${subslot}`;
}
