import { matchesWildcard } from "./wildcard";

/** Order numbers (MLFB, catalogue and part numbers) as comparable text: no blanks, upper case. */
export function normaliseOrderNumber(raw: string): string {
  return raw.replace(/[\s\u00a0]+/g, "").toUpperCase();
}

/** Siemens order numbers inside a text: "(6ES7 518-4AX00-1AC0, 6AG1518-4AX00-4AC0, incl. SIPLUS variant)". */
const SIEMENS = /\b(6[A-Z]{2}\d|7[A-Z]{2}\d|A5E|3[A-Z]{2}\d)[ \u00a0]?(\d{3}-?[0-9A-Z?*.]{4,6}(?:-[0-9A-Z?*.]{2,5})?)/g;

/** Distinct order numbers that a name carries, normalised. */
export function orderNumbersIn(text: string): string[] {
  return [...new Set([...text.matchAll(SIEMENS)].map((it) => normaliseOrderNumber(it[0])))];
}

/** How an observed order number fits one that an advisory names. "base": only the last block (the release) differs. */
export type OrderNumberFit = "exact" | "pattern" | "base" | "siplus" | "none";

/**
 * `?` stands for one character, `*` for any (CSAF 2.1); a number that ends early is a prefix (CSAF 2.0 allowed that),
 * as long as it is long enough to name a product. SIPLUS (6AG) numbers fit the product they are a hardened variant of.
 */
export function fitOrderNumber(observed: string, named: string): OrderNumberFit {
  if (observed === named) return "exact";
  if (/[?*]/.test(named)) return matchesWildcard(observed, named) ? "pattern" : "none";
  if (named.length >= 7 && named.length < observed.length && observed.startsWith(named)) return "pattern";
  const ours = /^(6[A-Z]{2}\d)(\d{3}-?[0-9A-Z]{5})/.exec(observed);
  const theirs = /^(6[A-Z]{2}\d)(\d{3}-?[0-9A-Z]{5})/.exec(named);
  if (!ours || !theirs || ours[2] !== theirs[2]) return "none";
  if (ours[1] === theirs[1]) return "base";
  return ours[1]?.startsWith("6AG") ? "siplus" : "none";
}
