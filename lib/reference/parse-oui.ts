import type { Registry } from "./vendor-lookup";

/** "MA-L,0050C2,\"Example, Inc.\",address": registry, prefix of 6, 7 or 9 hex digits, holder. */
const LINE = /^(?:MA-[LMS]|CID|IAB),([0-9A-F]{6,9}),(?:"((?:[^"]|"")*)"|([^,"]*))/i;
const MAX_PREFIXES = 200_000;
const MAX_NAME_LENGTH = 200;

/**
 * IEEE's public lists (oui.csv, mam.csv, oui36.csv) as a registry. Lines that are none are left out: addresses of holders
 * go over several.
 */
export function parseOui(text: string): Registry {
  const registry: Record<string, string> = Object.create(null);
  let prefixes = 0;
  for (const line of text.split(/\r?\n/)) {
    const [, prefix, quoted, plain] = LINE.exec(line) ?? [];
    if (prefix === undefined || ![6, 7, 9].includes(prefix.length)) continue;
    const holder = (quoted?.replaceAll('""', '"') ?? plain ?? "").trim().slice(0, MAX_NAME_LENGTH);
    if (holder === "") continue;
    registry[prefix.toUpperCase()] = holder;
    if (++prefixes >= MAX_PREFIXES) break;
  }
  return registry;
}
