import type { IdentityField } from "@/lib/domain/observation";

/**
 * TXT keys whose meaning is fixed by their service type: Apple device-info and AirPlay (model, am), HomeKit and Cast
 * (md), Bonjour Printing (ty, usb_MFG, usb_MDL), Axis and others (manufacturer). Other keys say what their maker likes.
 */
const FIELD_OF_KEY: ReadonlyMap<string, IdentityField> = new Map([
  ["model", "model"],
  ["md", "model"],
  ["am", "model"],
  ["ty", "model"],
  ["usb_mdl", "model"],
  ["usb_mfg", "vendor"],
  ["mfg", "vendor"],
  ["manufacturer", "vendor"],
  ["vendor", "vendor"],
  ["serialnumber", "serial"],
  ["serial", "serial"],
  ["fw_version", "firmware"],
  ["firmware", "firmware"],
]);

/** What one TXT string ("key=value", RFC 6763 §6.3) states about the device, or null. */
export function readServiceTxt(text: string): { readonly field: IdentityField; readonly value: string } | null {
  const equals = text.indexOf("=");
  if (equals < 1) return null;
  const field = FIELD_OF_KEY.get(text.slice(0, equals).toLowerCase());
  const value = text.slice(equals + 1).trim();
  return field && value !== "" && value !== "0" ? { field, value } : null;
}
