import type { IdentityField } from "@/lib/domain/observation";
import type { ByteReader } from "../byte-reader";
import { withoutPadding } from "./fixed-text";

const MAX_ATTRIBUTES = 64;
const PRIMARY_DEVICE_TYPE = 0x1054;
const UNKNOWN = /^(?:-|unknown|none|n\/a|0+)$/i;

/** Attributes of Wi-Fi Simple Configuration 2, section 12, in which each side of a setup names itself. */
const FIELDS: ReadonlyMap<number, IdentityField> = new Map([
  [0x1011, "name"],
  [0x1021, "vendor"],
  [0x1023, "model"],
  [0x1024, "model"],
  [0x1042, "serial"],
]);

/** Wi-Fi Simple Configuration 2, table 41: category and, where it matters, the kind within it. */
const ROLES: ReadonlyMap<number, string> = new Map([
  [0x30001, "printer"],
  [0x30002, "scanner"],
  [0x30005, "printer"],
  [0x60001, "access-point"],
  [0x60002, "router"],
  [0x60003, "switch"],
  [0x60004, "gateway"],
  [0x40002, "camera"],
  [0x40004, "camera"],
]);

export type SetupFacts = readonly (readonly [IdentityField, string])[];

/** What the sender of these attributes says that it is. The category decides its role. */
export function readSetupAttributes(reader: ByteReader): SetupFacts {
  const facts: [IdentityField, string][] = [];
  for (let i = 0; i < MAX_ATTRIBUTES && reader.remaining >= 4; i += 1) {
    const type = reader.u16();
    const value = reader.nested(reader.u16());
    const field = FIELDS.get(type);
    if (field) facts.push([field, withoutPadding(value.utf8(value.length)).trim()]);
    else if (type === PRIMARY_DEVICE_TYPE && value.length === 8) {
      const role = ROLES.get(value.u16() * 0x10000 + value.skip(4).u16());
      if (role) facts.push(["role", role]);
    }
  }
  return facts.filter(([, value]) => value !== "" && !UNKNOWN.test(value));
}
