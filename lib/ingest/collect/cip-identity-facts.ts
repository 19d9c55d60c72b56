import type { IdentityField } from "@/lib/domain/observation";
import { cipDeviceType } from "@/lib/protocols/enip/cip-device-types";
import { cipVendor } from "@/lib/protocols/enip/cip-vendors";
import { formatRevision, formatSerial, PROFILE_ROLES } from "@/lib/protocols/enip/identity-object";

/** A CIP Identity object as tools print it; null where they are silent. */
export interface PrintedCipIdentity {
  readonly vendor: string | null;
  readonly deviceType: string | null;
  readonly deviceTypeId: number | null;
  /** For tools that print numbers alone. */
  readonly vendorId?: number | null;
  readonly productName: string | null;
  /** "4.3": tools drop the zero that makers print. */
  readonly revision: string | null;
  /** "0x00524d8e" or "00524d8e". */
  readonly serial: string | null;
}

interface CipFact {
  readonly field: IdentityField;
  readonly value: string;
  /** To be added to the source's name. */
  readonly suffix: "" | " device-type";
}

/** For tools that print the profile's name alone. */
const ROLE_OF_NAME: ReadonlyMap<string | null, string> = new Map(
  [...PROFILE_ROLES].map(([id, role]) => [cipDeviceType(id), role]),
);

/** The identity in the form that our own decoder gives it, so that the same device compares equal in every source. */
export function cipIdentityFacts(identity: PrintedCipIdentity): readonly CipFact[] {
  const facts: CipFact[] = [];
  const add = (field: IdentityField, value: string | null, suffix: CipFact["suffix"] = "") => {
    if (value !== null && value.trim() !== "") facts.push({ field, value: value.trim(), suffix });
  };
  const isNamed = identity.vendor !== null && !/^unknown/i.test(identity.vendor);
  add("vendor", isNamed ? identity.vendor : cipVendor(identity.vendorId ?? -1));
  add("model", identity.productName);
  add("firmware", identity.revision === null ? null : revisionOf(identity.revision));
  add("serial", identity.serial === null ? null : serialOf(identity.serial));
  add("description", identity.deviceType ?? cipDeviceType(identity.deviceTypeId ?? -1), " device-type");
  const role = PROFILE_ROLES.get(identity.deviceTypeId ?? -1) ?? ROLE_OF_NAME.get(identity.deviceType ?? "");
  add("role", role ?? null);
  return facts;
}

function revisionOf(text: string): string {
  const parts = /^(\d{1,3})\.(\d{1,3})$/.exec(text.trim());
  return parts ? formatRevision(Number(parts[1]), Number(parts[2])) : text;
}

/** Null for 0, which devices without a serial send. */
function serialOf(text: string): string | null {
  const digits = /^(?:0x)?([0-9a-f]{1,8})$/i.exec(text.trim())?.[1];
  if (digits === undefined) return text;
  const serial = Number.parseInt(digits, 16);
  return serial === 0 ? null : formatSerial(serial);
}
