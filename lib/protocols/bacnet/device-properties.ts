import type { IdentityField } from "@/lib/domain/observation";
import type { ByteReader } from "../byte-reader";
import { bacnetVendor } from "./bacnet-vendors";
import { APPLICATION, type BacnetTag, readCharacterString, readObjectId, readUnsigned } from "./tags";

/** The source is the claim's protocol: "bacnet vendor-name". */
export type BacnetFact = readonly [field: IdentityField, value: string, source: string];

/** A maker concluded from a vendor id although the device could have been asked for its vendor's name. */
export const CONCLUDED_VENDOR = "bacnet vendor-id";

/** Object types and properties of ASHRAE 135 clause 21 that describe a device. */
export const DEVICE_OBJECT = 8;
/** Stands for "whoever you are" in requests; never a device's own number. */
export const WILDCARD_INSTANCE = 0x3fffff;
const PROPERTY = { objectIdentifier: 75, vendorIdentifier: 120 } as const;

const TEXTS: ReadonlyMap<number, readonly [IdentityField, string]> = new Map([
  [12, ["firmware", "bacnet application-software-version"]],
  [28, ["description", "bacnet"]],
  [44, ["firmware", "bacnet firmware-revision"]],
  [58, ["location", "bacnet"]],
  [70, ["model", "bacnet"]],
  [77, ["name", "bacnet"]],
  [121, ["vendor", "bacnet vendor-name"]],
  [372, ["serial", "bacnet serial-number"]],
]);

/** A vendor id as facts: the id itself, and the name that ASHRAE lists for it. */
export function vendorFacts(vendorId: number, source: string): BacnetFact[] {
  const name = bacnetVendor(vendorId);
  const id: BacnetFact = ["instance", String(vendorId), "bacnet vendor-id"];
  return name ? [["vendor", name, source], id] : [id];
}

/** What one property of the device object states. */
export function factsOfProperty(property: number, tag: BacnetTag): BacnetFact[] {
  const { value } = tag;
  if (tag.isContext || tag.kind !== "value") return [];
  if (property === PROPERTY.objectIdentifier && tag.number === APPLICATION.objectId) return instanceFacts(value);
  if (property === PROPERTY.vendorIdentifier && tag.number === APPLICATION.unsigned)
    return vendorFacts(readUnsigned(value), CONCLUDED_VENDOR);
  const known = TEXTS.get(property);
  if (!known || tag.number !== APPLICATION.characterString) return [];
  const text = readCharacterString(value);
  return text && text.trim() !== "" ? [[known[0], text, known[1]]] : [];
}

/** The device's own number, unless it is the wildcard. */
export function instanceFacts(value: ByteReader): BacnetFact[] {
  const { type, instance } = readObjectId(value);
  const isOwn = type === DEVICE_OBJECT && instance !== WILDCARD_INSTANCE;
  return isOwn ? [["instance", String(instance), "bacnet"]] : [];
}
