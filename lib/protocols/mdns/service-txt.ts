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
  ["mdl", "model"],
  ["modelid", "model"],
  ["rpmd", "model"],
  ["usb_mdl", "model"],
  ["usb_mfg", "vendor"],
  ["mfg", "vendor"],
  ["manufacturer", "vendor"],
  ["vendor", "vendor"],
  ["serialnumber", "serial"],
  ["serial", "serial"],
  ["fw_version", "firmware"],
  ["fwver", "firmware"],
  ["firmware", "firmware"],
]);

/** Keys that mean this in the records of one kind of service only. */
const FIELD_OF_SERVICE: readonly (readonly [service: RegExp, key: string, field: IdentityField])[] = [
  [/\._googlecast\._tcp\./, "fn", "name"],
  [/\._esphomelib\._tcp\./, "friendly_name", "name"],
  [/\._esphomelib\._tcp\./, "board", "hardware"],
  [/\._shelly\._tcp\./, "app", "model"],
  [/\._shelly\._tcp\./, "ver", "firmware"],
  [/\._hue\._tcp\./, "bridgeid", "instance"],
  // Bonjour Printing Specification 1.2.1 §9: where the printer stands, and its PostScript product in parentheses.
  [/\._(?:ipps?|printer|pdl-datastream)\._tcp\./, "note", "location"],
  [/\._(?:ipps?|printer|pdl-datastream)\._tcp\./, "product", "model"],
];

/** What one TXT string ("key=value", RFC 6763 §6.3) of a record states about the device, or null. */
export function readServiceTxt(
  record: string,
  text: string,
): { readonly field: IdentityField; readonly value: string } | null {
  const equals = text.indexOf("=");
  if (equals < 1) return null;
  const key = text.slice(0, equals).toLowerCase();
  const owner = `${record.toLowerCase()}.`;
  const field =
    FIELD_OF_KEY.get(key) ?? FIELD_OF_SERVICE.find(([service, it]) => it === key && service.test(owner))?.[2];
  const value = text
    .slice(equals + 1)
    .trim()
    .replace(/^\((.*)\)$/, "$1");
  return field && value !== "" && value !== "0" ? { field, value } : null;
}
