import type { IdentityField } from "../observation";
import { vendorKey } from "./vendor-aliases";

const UNSET = new Set(["", "unknown", "none", "null", "na", "n/a", "-", "unset", "not set", "default string"]);

/** A value as it compares: spelling, spaces and version prefixes aside. Null when it says nothing. */
export function comparable(field: IdentityField, value: string): string | null {
  const text = value.trim().toLowerCase();
  if (UNSET.has(text)) return null;
  switch (field) {
    case "vendor":
      return vendorKey(text);
    case "firmware":
    case "hardware":
      // "V4.2.3", "v 4.2.3", "Version 4.2.3" and "4.2.3" are one version.
      return text.replace(/^v(?:er(?:sion)?)?[.:]? *(?=\d)/, "").replace(/\s+/g, " ");
    case "name":
      return text.replace(/\.(?:local|lan|localdomain)\.?$/, "").replace(/\.$/, "");
    case "serial":
      return serialKey(text);
    case "orderNumber":
    case "model":
      return text.replace(/[\s_-]+/g, "");
    default:
      return text.replace(/\s+/g, " ");
  }
}

/** Serial without spaces and dashes; 32 bits written as hexadecimal ("0x12AB", "16#0000_12AB") with all their digits. */
export function serialKey(serial: string): string {
  const text = serial.toLowerCase().replace(/[\s_./-]+/g, "");
  const hex = /^(?:0x|16#)([0-9a-f]{1,8})$/.exec(text);
  return hex ? (hex[1] as string).padStart(8, "0") : text;
}

const PLACEHOLDERS = new Set([
  "default",
  "defaultstring",
  "tobefilledbyoem",
  "systemserialnumber",
  "notspecified",
  "notavailable",
  "notapplicable",
  "noserial",
  "serialnumber",
  "unknown",
  "none",
  "null",
]);

/** False for what a factory left in place: such a serial is shared by many devices and identifies none. */
export function isDistinctiveSerial(key: string): boolean {
  // Numbers that factories fill up: "00000001", "S C-00000001".
  const body = key.replace(/^([a-z]*)0+(?=\w)/, "$1");
  if (body.length < 4 || PLACEHOLDERS.has(key)) return false;
  if (new Set(body).size === 1) return false;
  return !"01234567890123456789".includes(body) && !"abcdefghijklmnopqrstuvwxyz".includes(body);
}
