import { vendorKey } from "../../device/vendor-aliases";
import type { IdentityField } from "../../observation";

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

/** What stands where nobody wrote a serial. Words of up to six letters are none in any case. */
const PLACEHOLDERS = new Set([
  "changeme",
  "default",
  "defaultstring",
  "tobefilledbyoem",
  "prototype",
  "systemserialnumber",
  "notspecified",
  "notavailable",
  "notapplicable",
  "noserial",
  "serialnumber",
  "notprogrammed",
  "placeholder",
  "undefined",
  "uninitialized",
  "unknown",
]);

/** False for what a factory left in place: such a serial is shared by many devices and identifies none. */
export function isDistinctiveSerial(key: string): boolean {
  // Numbers that factories fill up: "00000001", "S C-00000001".
  const body = key.replace(/^([a-z]*)0+(?=\w)/, "$1");
  if (body.length < 4 || PLACEHOLDERS.has(key)) return false;
  if (/^[a-z]{1,6}$/.test(body) || FILLERS.has(body)) return false;
  if (isCountedUp(body)) return false;
  // CIP and others state a number: 123456 comes as 0001e240.
  return !/^[0-9a-f]{8}$/.test(key) || !isCountedUp(String(Number.parseInt(key, 16)));
}

/** Numbers that programmers write where any number will do. */
const FILLERS: ReadonlySet<string> = new Set(["deadbeef", "cafebabe", "baadf00d", "badc0ffe", "feedface"]);

/** One sign again and again, or "123456", "abcdef", "123456789abc", "a1b2c3d4", "01020304": no number that tells. */
function isCountedUp(body: string): boolean {
  if (new Set(body).size === 1) return true;
  if (RUNS.some((run) => run.includes(body))) return true;
  const [digits, letters] = [body.replace(/\D/g, ""), body.replace(/[^a-z]/g, "")];
  if (letters !== "" && digits.length > 2)
    return RUNS.some((run) => run.includes(digits)) && RUNS.some((run) => run.includes(letters));
  return body.length > 5 && BYTES_IN_A_ROW.includes(body);
}

const RUNS = [
  "01234567890123456789",
  "abcdefghijklmnopqrstuvwxyz",
  "0123456789abcdef",
  "98765432109876543210",
] as const;
const BYTES_IN_A_ROW = Array.from({ length: 16 }, (_, index) => index.toString(16).padStart(2, "0")).join("");
