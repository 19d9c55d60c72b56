import type { ByteReader } from "../byte-reader";
import type { Observer } from "../define-decoder";
import { cipDeviceType } from "./cip-device-types";
import { cipVendor } from "./cip-vendors";

/** Attributes 1 to 7 of the Identity object (CIP Volume 1, 5-2), as Get_Attributes_All and ListIdentity send them. */
export interface CipIdentity {
  readonly vendorId: number;
  readonly deviceType: number;
  readonly productCode: number;
  readonly revision: string;
  readonly serial: number;
  readonly productName: string;
}

/** Reads the attributes at the cursor. */
export function readIdentity(reader: ByteReader): CipIdentity {
  const vendorId = reader.u16le();
  const deviceType = reader.u16le();
  const productCode = reader.u16le();
  const major = reader.u8();
  const minor = reader.u8();
  reader.skip(2);
  const serial = reader.u32le();
  const productName = reader.latin1(reader.u8());
  return { vendorId, deviceType, productCode, revision: formatRevision(major, minor), serial, productName };
}

/** Major and minor revision as makers print it: the minor with two digits at least. */
export function formatRevision(major: number, minor: number): string {
  return `${major}.${String(minor).padStart(2, "0")}`;
}

/** A CIP serial number as printed on labels: eight hexadecimal digits. */
export function formatSerial(serial: number): string {
  return serial.toString(16).toUpperCase().padStart(8, "0");
}

/** Roles of device profiles that say what a device is for (CIP Volume 1, chapter 6). */
export const PROFILE_ROLES: ReadonlyMap<number, string> = new Map([
  [0x02, "drive"],
  [0x07, "io-device"],
  [0x0c, "communications-adapter"],
  [0x0e, "plc"],
  [0x18, "hmi"],
  [0x2c, "switch"],
]);

export function observeIdentity(
  identity: CipIdentity,
  observer: Observer,
  protocol: string,
  child: string | null,
): void {
  const options = child ? { protocol, child } : { protocol };
  const vendor = cipVendor(identity.vendorId);
  if (vendor) observer.identity("vendor", vendor, options);
  if (identity.productName.trim() !== "") observer.identity("model", identity.productName, options);
  observer.identity("firmware", identity.revision, options);
  if (identity.serial !== 0) observer.identity("serial", formatSerial(identity.serial), options);
  const deviceType = cipDeviceType(identity.deviceType);
  if (deviceType) observer.identity("description", deviceType, { ...options, protocol: `${protocol} device-type` });
  const role = PROFILE_ROLES.get(identity.deviceType);
  if (role) observer.identity("role", role, options);
  observer.identity("instance", String(identity.vendorId), { ...options, protocol: `${protocol} vendor-id` });
  observer.identity("instance", String(identity.productCode), { ...options, protocol: `${protocol} product-code` });
}
