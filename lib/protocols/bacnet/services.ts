import type { Operation } from "@/lib/domain/flow/flow";
import type { ByteReader } from "../byte-reader";
import {
  type BacnetFact,
  DEVICE_OBJECT,
  factsOfProperty,
  instanceFacts,
  vendorFacts,
  WILDCARD_INSTANCE,
} from "./device-properties";
import {
  APPLICATION,
  expectContext,
  type ObjectId,
  readCharacterString,
  readObjectId,
  readTag,
  readUnsigned,
  skipToClosing,
} from "./tags";

/** ASHRAE 135 clause 21, BACnetConfirmedServiceChoice: what a request does. */
const CONFIRMED: ReadonlyMap<number, Operation> = new Map([
  [0, "write"],
  [3, "read"],
  [4, "read"],
  [5, "read"],
  [6, "read"],
  [7, "program"],
  [8, "write"],
  [9, "write"],
  [10, "program"],
  [11, "program"],
  [12, "read"],
  [14, "read"],
  [15, "write"],
  [16, "write"],
  [17, "control"],
  [20, "control"],
  [26, "read"],
  [28, "read"],
  [29, "read"],
]);
/** BACnetUnconfirmedServiceChoice */
export const UNCONFIRMED = {
  iAm: 0,
  iHave: 1,
  timeSynchronization: 6,
  whoHas: 7,
  whoIs: 8,
  utcTime: 9,
  writeGroup: 10,
} as const;
const UNCONFIRMED_OPERATIONS: ReadonlyMap<number, Operation> = new Map([
  [UNCONFIRMED.timeSynchronization, "write"],
  [UNCONFIRMED.whoHas, "diagnose"],
  [UNCONFIRMED.whoIs, "diagnose"],
  [UNCONFIRMED.utcTime, "write"],
  [UNCONFIRMED.writeGroup, "write"],
]);
export const ACKNOWLEDGED = { readProperty: 12, readPropertyMultiple: 14 } as const;

export const confirmedOperation = (service: number): Operation | null => CONFIRMED.get(service) ?? null;
export const unconfirmedOperation = (service: number): Operation | null => UNCONFIRMED_OPERATIONS.get(service) ?? null;

const MAX_PROPERTIES = 512;

/** Clause 16.10.2 */
export function readIAm(reader: ByteReader): BacnetFact[] {
  const device = readTag(reader);
  if (device.isContext || device.number !== APPLICATION.objectId) reader.reject("I-Am without its object identifier");
  const instance = instanceFacts(device.value);
  readTag(reader);
  readTag(reader);
  return [...instance, ...vendorFacts(readUnsigned(readTag(reader).value), "bacnet i-am")];
}

/** Clause 16.9.2: only the device's number is about the device, unless the found object is the device itself. */
export function readIHave(reader: ByteReader): BacnetFact[] {
  const facts = instanceFacts(readTag(reader).value);
  const object = readObjectId(readTag(reader).value);
  const name = readTag(reader);
  const text =
    object.type === DEVICE_OBJECT && name.number === APPLICATION.characterString
      ? readCharacterString(name.value)
      : null;
  return text ? [...facts, ["name", text, "bacnet"]] : facts;
}

function ownInstance(object: ObjectId): BacnetFact[] {
  const isOwn = object.type === DEVICE_OBJECT && object.instance !== WILDCARD_INSTANCE;
  return isOwn ? [["instance", String(object.instance), "bacnet"]] : [];
}

/** Clause 15.5.2 */
export function readPropertyAck(reader: ByteReader): BacnetFact[] {
  const object = readObjectId(expectContext(reader, 0));
  if (object.type !== DEVICE_OBJECT) return [];
  const property = readUnsigned(expectContext(reader, 1));
  let tag = readTag(reader);
  if (tag.kind === "value") return ownInstance(object);
  if (tag.kind === "opening") tag = readTag(reader);
  return [...ownInstance(object), ...factsOfProperty(property, tag)];
}

/** Results of one object up to its closing tag; errors (context 5) and arrays' further elements are passed over. */
function readResults(reader: ByteReader, object: ObjectId): BacnetFact[] {
  const facts = object.type === DEVICE_OBJECT ? ownInstance(object) : [];
  let property = -1;
  for (let i = 0; i < MAX_PROPERTIES; i += 1) {
    const tag = readTag(reader);
    if (tag.kind === "closing") break;
    if (tag.kind === "value") {
      if (tag.number === 2) property = readUnsigned(tag.value);
      continue;
    }
    const first = readTag(reader);
    if (first.kind === "closing") continue;
    if (tag.number === 4 && object.type === DEVICE_OBJECT) facts.push(...factsOfProperty(property, first));
    if (first.kind === "opening") skipToClosing(reader);
    skipToClosing(reader);
  }
  return facts;
}

/** Clause 15.7.2 */
export function readPropertyMultipleAck(reader: ByteReader): BacnetFact[] {
  const facts: BacnetFact[] = [];
  while (reader.remaining > 0 && facts.length < MAX_PROPERTIES) {
    const object = readObjectId(expectContext(reader, 0));
    const list = readTag(reader);
    if (list.kind !== "opening") reader.reject("a list of results does not open");
    facts.push(...readResults(reader, object));
  }
  return facts;
}
