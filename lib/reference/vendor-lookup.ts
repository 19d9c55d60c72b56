import { isGroupMac, isLocalMac, isVirtualRouterMac } from "@/lib/domain/address";
import { vendorName } from "@/lib/domain/device/vendor-aliases";
import { shortVendorName } from "./short-vendor-name";

/** IEEE registry as the npm package oui-data has it: prefix of 6, 7 or 9 hex digits → name and address. */
export type Registry = Readonly<Record<string, string>>;

/** What a registry has of a prefix. */
export type FindPrefix = (prefix: string) => string | undefined;

/** Prefixes remembered: more than the registry has, so that a flood of MACs cannot fill the memory. */
const MAX_REMEMBERED = 60_000;

/** Holders that are nobody: blocks sold on in parts, and makers who hide. */
const NOBODY = /^(?:ieee registration authority|private)$/i;

/** Longest prefix first: 36 bits (MA-S), 28 (MA-M), 24 (MA-L). */
const PREFIX_DIGITS = [9, 7, 6] as const;

/**
 * Maker of a network card by its MAC (lower case with colons), as a short name; null for made-up, shared and
 * unregistered addresses.
 */
export function vendorLookup(find: FindPrefix): (mac: string) => string | null {
  const remembered = new Map<string, string | null>();
  return (mac) => {
    if (isLocalMac(mac) || isGroupMac(mac) || isVirtualRouterMac(mac)) return null;
    const digits = mac.replaceAll(":", "").toUpperCase().slice(0, 9);
    const known = remembered.get(digits);
    if (known !== undefined) return known;
    const vendor = lookUp(find, digits);
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    remembered.set(digits, vendor);
    return vendor;
  };
}

function lookUp(find: FindPrefix, digits: string): string | null {
  for (const length of PREFIX_DIGITS) {
    const entry = find(digits.slice(0, length));
    if (entry === undefined) continue;
    const holder = (entry.split("\n")[0] as string).trim();
    return NOBODY.test(holder) ? null : (vendorName(holder) ?? shortVendorName(holder));
  }
  return null;
}
