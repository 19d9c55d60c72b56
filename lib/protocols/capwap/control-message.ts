import type { IdentityField } from "@/lib/domain/observation";
import type { ByteReader } from "../byte-reader";
import { withoutPadding } from "../framing/fixed-text";

export interface ControlMessage {
  readonly isRequest: boolean;
  /** What the sender states about itself. */
  readonly facts: readonly (readonly [field: IdentityField, value: string, isConcluded: boolean])[];
  /** "access-point" or "wireless-controller": told by the descriptor that only one of them sends. */
  readonly role: string | null;
  /** IANA enterprise number of the access point's maker. */
  readonly enterprise: number | null;
}

/** RFC 5415 §4.6 */
const ELEMENT = {
  acDescriptor: 1,
  acName: 4,
  location: 28,
  boardData: 38,
  wtpDescriptor: 39,
  wtpName: 45,
} as const;
/** §4.6.1: parts of a controller's descriptor; Cisco's controllers keep the numbers of the draft. */
const AC_PART = { hardware: 4, software: 5, draftHardware: 0, draftSoftware: 1 } as const;
/** §4.6.40: parts of an access point's board data. */
const BOARD_PART = { model: 0, serial: 1, revision: 3 } as const;
/** §4.6.41: parts of an access point's descriptor. */
const WTP_PART = { hardware: 0, software: 1 } as const;
const FRAGMENT_FLAG = 0x80;
const MAX_ELEMENTS = 128;

const AC_FIELDS: ReadonlyMap<number, IdentityField> = new Map([
  [AC_PART.hardware, "hardware"],
  [AC_PART.software, "firmware"],
  [AC_PART.draftHardware, "hardware"],
  [AC_PART.draftSoftware, "firmware"],
]);
const WTP_FIELDS: ReadonlyMap<number, IdentityField> = new Map([
  [WTP_PART.hardware, "hardware"],
  [WTP_PART.software, "firmware"],
]);

/** The last part: concluded, not stated. */
type Fact = readonly [IdentityField, string, boolean];
type Facts = Fact[];

/** A version is text by the standard; some makers send its four numbers as bytes, which is known by observation only. */
function readVersion(field: IdentityField, value: ByteReader): Fact {
  const length = value.remaining;
  const text = withoutPadding(value.latin1(length));
  if (/^[\x20-\x7e]*$/.test(text)) return [field, text.trim(), false];
  const numbers = Array.from(text.padEnd(4, "\0"), (char) => char.charCodeAt(0));
  return [field, length === 4 ? numbers.join(".") : "", true];
}

function readText(value: ByteReader): string {
  return value.utf8(value.remaining).replace(/\0.*$/s, "").trim();
}

/** Parts with the maker's number, a type and a length, as both descriptors end with them. */
function readParts(value: ByteReader, fields: ReadonlyMap<number, IdentityField>, facts: Facts): number | null {
  let enterprise: number | null = null;
  while (value.remaining >= 8) {
    enterprise = value.u32();
    const field = fields.get(value.u16());
    const part = value.nested(value.u16());
    if (field) facts.push(readVersion(field, part));
  }
  return enterprise;
}

/** Where the parts of an access point's descriptor begin: behind a list of ciphers, or behind two bytes of draft 3. */
const PART_STARTS: readonly ((descriptor: ByteReader) => number)[] = [
  (descriptor) => 3 + Math.max(0, descriptor.peek(2)) * 3,
  () => 4,
];

/** Peeks: from there on, parts follow one another to the end. */
function partsFill(value: ByteReader, start: number): boolean {
  let at = start;
  while (at < value.remaining) {
    const length = value.peek16(at + 6);
    if (length < 0) return false;
    at += 8 + length;
  }
  return at === value.remaining && at > start;
}

function readBoardData(value: ByteReader, facts: Facts): number {
  const enterprise = value.u32();
  while (value.remaining >= 4) {
    const type = value.u16();
    const part = value.nested(value.u16());
    if (type === BOARD_PART.model) facts.push(["model", readText(part), false]);
    else if (type === BOARD_PART.serial) facts.push(["serial", readText(part), false]);
    else if (type === BOARD_PART.revision) facts.push(readVersion("hardware", part));
  }
  return enterprise;
}

/** The message at the cursor, or null for a fragment: half a message may hold half a name. */
export function readControlMessage(reader: ByteReader): ControlMessage | null {
  const headerBytes = (reader.peek(1) >> 3) * 4;
  // §4.3: T F L W M K stand behind the five bits of the radio and five of the binding.
  if ((reader.peek(3) & FRAGMENT_FLAG) !== 0) return null;
  reader.skip(headerBytes);
  const type = reader.u32();
  reader.skip(1);
  const elementBytes = reader.u16() - 3;
  if (elementBytes < 0) reader.reject("the message's length is less than its header");
  reader.skip(1);
  const elements = reader.nested(elementBytes);
  const facts: Facts = [];
  let role: string | null = null;
  let enterprise: number | null = null;
  for (let i = 0; i < MAX_ELEMENTS && elements.remaining >= 4; i += 1) {
    const kind = elements.u16();
    const value = elements.nested(elements.u16());
    // Two controllers that stand in for each other share the name of a controller (§4.6.4).
    if (kind === ELEMENT.acName) facts.push(["name", readText(value), true]);
    else if (kind === ELEMENT.wtpName) facts.push(["name", readText(value), false]);
    else if (kind === ELEMENT.location) facts.push(["location", readText(value), false]);
    else if (kind === ELEMENT.boardData) enterprise = readBoardData(value, facts);
    else if (kind === ELEMENT.acDescriptor) {
      role = "wireless-controller";
      readParts(value.skip(12), AC_FIELDS, facts);
    } else if (kind === ELEMENT.wtpDescriptor) {
      role = "access-point";
      const start = PART_STARTS.map((startOf) => startOf(value)).find((at) => partsFill(value, at));
      if (start !== undefined) enterprise = readParts(value.skip(start), WTP_FIELDS, facts) ?? enterprise;
    }
  }
  // §4.5.1.1: requests have odd numbers.
  return { isRequest: type % 2 === 1, facts: facts.filter(([, value]) => value !== ""), role, enterprise };
}
