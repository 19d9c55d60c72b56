import type { ByteReader } from "../byte-reader";

/** One tag of ASHRAE 135 clause 20.2.1. */
export interface BacnetTag {
  readonly number: number;
  readonly isContext: boolean;
  readonly kind: "value" | "opening" | "closing";
  readonly value: ByteReader;
}

export const APPLICATION = { unsigned: 2, characterString: 7, enumerated: 9, objectId: 12 } as const;
const BOOLEAN = 1;

/** Reads the tag and its value at the cursor. */
export function readTag(reader: ByteReader): BacnetTag {
  const first = reader.u8();
  const isContext = (first & 8) !== 0;
  const number = first >> 4 === 15 ? reader.u8() : first >> 4;
  const size = first & 7;
  if (isContext && size >= 6) {
    return { number, isContext, kind: size === 6 ? "opening" : "closing", value: reader.nested(0) };
  }
  // An application boolean keeps its value in the length bits.
  if (!isContext && number === BOOLEAN) return { number, isContext, kind: "value", value: reader.nested(0) };
  let length = size;
  if (size === 5) {
    length = reader.u8();
    if (length === 254) length = reader.u16();
    else if (length === 255) length = reader.u32();
  }
  return { number, isContext, kind: "value", value: reader.nested(length) };
}

/** Reads a context tag's value, which must have this number. */
export function expectContext(reader: ByteReader, number: number): ByteReader {
  const tag = readTag(reader);
  if (!tag.isContext || tag.kind !== "value" || tag.number !== number) reader.reject("an unexpected context tag");
  return tag.value;
}

/** Moves past everything up to and including the closing tag; the opening tag is already read. */
export function skipToClosing(reader: ByteReader): void {
  for (let depth = 1; depth > 0; ) {
    const { kind } = readTag(reader);
    if (kind === "opening") depth += 1;
    else if (kind === "closing") depth -= 1;
  }
}

/** Unsigned integers of up to 4 bytes (clause 20.2.4). */
export function readUnsigned(value: ByteReader): number {
  if (value.length > 4) value.reject("an unsigned integer is too long");
  let number = 0;
  while (value.remaining > 0) number = number * 256 + value.u8();
  return number;
}

export interface ObjectId {
  readonly type: number;
  readonly instance: number;
}

/** Clause 20.2.14 */
export function readObjectId(value: ByteReader): ObjectId {
  const word = value.u32();
  return { type: word >>> 22, instance: word & 0x3fffff };
}

/** Clause 20.2.9: UTF-8, UCS-2 and ISO 8859-1; other character sets are not read. */
export function readCharacterString(value: ByteReader): string | null {
  const set = value.u8();
  if (set === 0) return value.utf8(value.remaining);
  if (set === 5) return value.latin1(value.remaining);
  if (set !== 4) return null;
  let text = "";
  while (value.remaining >= 2) text += String.fromCharCode(value.u16());
  return text;
}
