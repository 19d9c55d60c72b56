import { compareVersions, parseVersion } from "./version";

const BOUND = /\b(?:hardware|hw)[ -](?:version|revision|rev\.?)s?\s*(?:<=|>=|<|>|=)?\s*V?(\d[\w.]*)/gi;

/**
 * Whether a hardware version lies within a condition such as "hardware version 4.0 and below", "hardware revision 5".
 * @returns null when either is no plain version, or the condition names several
 */
export function holdsHardwareBound(text: string, hardware: string | null): boolean | null {
  const bounds = new Set([...text.matchAll(BOUND)].map((it) => it[1] as string));
  const [bound] = bounds;
  if (hardware === null || bound === undefined || bounds.size > 1) return null;
  const own = parseVersion(hardware);
  const named = parseVersion(bound);
  const order = own && named ? compareVersions(own, named) : null;
  const isUntil = /<|\b(?:below|prior|earlier|older|lower)\b/i.test(text);
  const isSince = />|\b(?:later|newer|above|higher)\b/i.test(text);
  if (order === null || (isUntil && isSince)) return null;
  if (order === 0) return !/[<>](?!=)|\b(?:prior to|below|before) V?\d/i.test(text);
  return isUntil ? order < 0 : isSince && order > 0;
}
