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
/** Of the encapsulated interface: Read Device Identification. */
export const MEI_TYPE = 14;
const MAX_OBJECTS = 64;

type Facts = readonly (readonly [IdentityField, string])[];

/** Reads a response to Read Device Identification; the cursor stands behind the function code. */
export const readDeviceIdentification = (reader: ByteReader): Facts =>
  reader.u8() === MEI_TYPE ? readIdentificationObjects(reader) : [];

/** The objects of such a response; the cursor stands behind the type of encapsulated interface. */
export function readIdentificationObjects(reader: ByteReader): Facts {
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
