import type { IdentityField } from "@/lib/domain/observation";
import type { ByteReader } from "../byte-reader";
import { readFixedText } from "../framing/fixed-text";

/** System status lists of "System Software for S7-300/400, System and Standard Functions", chapter 34. */
const SZL = { moduleIdentification: 0x11, componentIdentification: 0x1c } as const;
const MODULE = { module: 1, hardware: 6, firmware: 7 } as const;
const COMPONENT = {
  systemName: 1,
  moduleName: 2,
  plant: 3,
  serial: 5,
  moduleType: 7,
  memoryCard: 8,
  location: 11,
} as const;

/** Redundant CPUs number their racks in the high byte of the index. */
const INDEX_MASK = 0xff;
const LETTER_V = 0x56;
const MAX_RECORDS = 64;

type Fact = readonly [IdentityField, string];

/** Index, order number of 20 characters, module type, and two version words. */
function readModule(record: ByteReader): Fact[] {
  const index = record.u16() & INDEX_MASK;
  const orderNumber = readFixedText(record, 20);
  record.skip(2);
  const [letter, major, minor, patch] = [record.u8(), record.u8(), record.u8(), record.u8()];
  const isOrderNumber = /^[0-9A-Z]{4} [0-9A-Z]{3}-/.test(orderNumber);
  if (index === MODULE.module && isOrderNumber) return [["orderNumber", orderNumber]];
  if (index === MODULE.hardware && letter === 0 && major > 0) return [["hardware", String(major)]];
  if (index === MODULE.firmware && letter === LETTER_V) return [["firmware", `V${major}.${minor}.${patch}`]];
  return [];
}

/** Index and a name of up to 32 characters. */
function readComponent(record: ByteReader): Fact[] {
  const index = record.u16() & INDEX_MASK;
  const text = readFixedText(record, record.remaining);
  if (text === "") return [];
  switch (index) {
    case COMPONENT.systemName:
      return [["name", text]];
    case COMPONENT.moduleType:
      return [["model", text]];
    case COMPONENT.serial:
      return [["serial", text]];
    case COMPONENT.moduleName:
      return [["description", `module ${text}`]];
    case COMPONENT.memoryCard:
      return [["description", `memory card ${text}`]];
    case COMPONENT.plant:
    case COMPONENT.location:
      return [["location", text]];
    default:
      return [];
  }
}

export interface SzlAnswer {
  readonly id: number;
  readonly facts: readonly Fact[];
}

/** Reads one whole list: id, index, record length and count, then the records. */
export function readSzl(reader: ByteReader): SzlAnswer {
  const id = reader.u16();
  reader.skip(2);
  const recordLength = reader.u16();
  const count = Math.min(reader.u16(), MAX_RECORDS);
  const facts: Fact[] = [];
  const isModules = (id & INDEX_MASK) === SZL.moduleIdentification && recordLength >= 28;
  const isComponents = (id & INDEX_MASK) === SZL.componentIdentification && recordLength >= 26;
  if (!isModules && !isComponents) return { id, facts };
  for (let i = 0; i < count && reader.remaining >= recordLength; i += 1) {
    const record = reader.nested(recordLength);
    facts.push(...(isModules ? readModule(record) : readComponent(record)));
  }
  return { id, facts };
}
