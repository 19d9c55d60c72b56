import type { IdentityField } from "@/lib/domain/observation";
import type { ByteReader } from "../byte-reader";

/** MODBUS Application Protocol V1.1b3 §6.21, table of object ids. */
const OBJECT = {
  vendorName: 0,
  productCode: 1,
  revision: 2,
  productName: 4,
  modelName: 5,
  applicationName: 6,
} as const;
const MEI_TYPE = 14;
const MAX_OBJECTS = 64;

/** Reads a response to Read Device Identification; the cursor stands behind the function code. */
export function readDeviceIdentification(reader: ByteReader): readonly (readonly [IdentityField, string])[] {
  if (reader.u8() !== MEI_TYPE) return [];
  reader.skip(4);
  const count = Math.min(reader.u8(), MAX_OBJECTS);
  const texts = new Map<number, string>();
  for (let i = 0; i < count; i += 1) {
    const id = reader.u8();
    texts.set(id, reader.utf8(reader.u8()).trim());
  }
  const facts: [IdentityField, string][] = [];
  const add = (id: number, field: IdentityField) => {
    const text = texts.get(id);
    if (text) facts.push([field, text]);
  };
  add(OBJECT.vendorName, "vendor");
  const hasModel = texts.has(OBJECT.productName) || texts.has(OBJECT.modelName);
  add(OBJECT.productCode, hasModel ? "orderNumber" : "model");
  add(OBJECT.revision, "firmware");
  add(OBJECT.productName, "model");
  add(OBJECT.modelName, "model");
  add(OBJECT.applicationName, "description");
  return facts;
}
