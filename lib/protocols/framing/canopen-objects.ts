import type { Operation } from "@/lib/domain/flow/flow";
import type { IdentityField } from "@/lib/domain/observation";
import type { ByteReader } from "../byte-reader";
import { canopenRevision, canopenVendor, hasCanopenSerial } from "./canopen-vendors";
import { withoutPadding } from "./fixed-text";

/** CiA 301 §7.5.2: objects in which a device says what it is. */
const DEVICE_TYPE = 0x1000;
const DEVICE_NAME = 0x1008;
const HARDWARE_VERSION = 0x1009;
const SOFTWARE_VERSION = 0x100a;
const IDENTITY = 0x1018;
/** CiA 302-2 §6: where programs and firmware are written to, and how they are started. */
const PROGRAM_DATA = 0x1f50;
const PROGRAM_CONTROL = 0x1f51;
const STORE_PARAMETERS = 0x1010;
const RESTORE_PARAMETERS = 0x1011;
const MAX_TEXT_BYTES = 64;
const PRINTABLE = /^[\x20-\x7e]+$/;

export interface ObjectStatement {
  readonly field: IdentityField;
  readonly value: string;
  readonly inferred: boolean;
}

const TEXTS: ReadonlyMap<number, IdentityField> = new Map([
  [DEVICE_NAME, "model"],
  [HARDWARE_VERSION, "hardware"],
  [SOFTWARE_VERSION, "firmware"],
]);

/** "0x1018/1": an object as people write it. */
export const objectTitle = (index: number, subIndex: number) => `0x${index.toString(16).padStart(4, "0")}/${subIndex}`;

/** What a device of the profile in the lower half of its device type (object 0x1000) is: CiA 401 and CiA 402. */
export function profileRole(deviceType: number): string | null {
  switch (deviceType & 0xffff) {
    case 401:
      return "io-device";
    case 402:
      return "drive";
    default:
      return null;
  }
}

/** Whether an answer to a read of this object says who its sender is. */
export const isIdentityObject = (index: number) => TEXTS.has(index) || index === IDENTITY || index === DEVICE_TYPE;

export function readOperation(index: number): Operation {
  return index >= 0x1000 && index <= IDENTITY ? "diagnose" : "read";
}

export function writeOperation(index: number): Operation {
  if (index === PROGRAM_DATA) return "firmware";
  if (index === PROGRAM_CONTROL || index === STORE_PARAMETERS || index === RESTORE_PARAMETERS) return "control";
  return "write";
}

/** The value of an object as its owner's answer states it, from the reader's whole rest; null when it says nothing. */
export function readObject(index: number, subIndex: number, value: ByteReader): ObjectStatement | null {
  const field = TEXTS.get(index);
  if (field !== undefined) {
    if (subIndex !== 0 || value.remaining === 0 || value.remaining > MAX_TEXT_BYTES) return null;
    const raw = withoutPadding(value.latin1(value.remaining)).trim();
    return PRINTABLE.test(raw) ? { field, value: raw, inferred: false } : null;
  }
  if (index === DEVICE_TYPE && subIndex === 0 && value.remaining === 4) {
    const role = profileRole(value.u32le());
    return role ? { field: "role", value: role, inferred: true } : null;
  }
  if (index !== IDENTITY || value.remaining !== 4) return null;
  const number = value.u32le();
  switch (subIndex) {
    case 1: {
      const vendor = canopenVendor(number);
      return vendor ? { field: "vendor", value: vendor, inferred: true } : null;
    }
    case 3:
      return number === 0 ? null : { field: "firmware", value: canopenRevision(number), inferred: true };
    case 4:
      return hasCanopenSerial(number) ? { field: "serial", value: String(number), inferred: false } : null;
    default:
      return null;
  }
}
