import type { IdentityField } from "@/lib/domain/observation";
import type { ByteReader } from "../byte-reader";

/** IEEE 1815-2012 annex A.1: device attributes, group 0, by variation. */
const ATTRIBUTES: ReadonlyMap<number, IdentityField> = new Map([
  [242, "firmware"],
  [243, "hardware"],
  [245, "location"],
  [246, "description"],
  [247, "name"],
  [248, "serial"],
  [250, "model"],
  [252, "vendor"],
]);
const VISIBLE_STRING = 1;
const MAX_OBJECTS = 64;

/** Reads group 0 objects of a response until another group begins. */
export function readDeviceAttributes(reader: ByteReader): readonly (readonly [IdentityField, string])[] {
  const facts: [IdentityField, string][] = [];
  for (let i = 0; i < MAX_OBJECTS && reader.remaining >= 3; i += 1) {
    if (reader.u8() !== 0) break;
    const variation = reader.u8();
    const qualifier = reader.u8();
    // One object: start and stop index of one byte (0x00), or a count and an index (0x17).
    if (qualifier !== 0x00 && qualifier !== 0x17) break;
    reader.skip(2);
    const type = reader.u8();
    const text = reader.utf8(reader.u8()).trim();
    const field = ATTRIBUTES.get(variation);
    if (field && type === VISIBLE_STRING && text !== "") facts.push([field, text]);
  }
  return facts;
}
