/**
 * Addresses as words → the canonical text of address.ts. An IPv4 address stands as its IPv4-mapped IPv6
 * address (::ffff:a.b.c.d), so that both families share every table; all four words 0 means "no address".
 */

export const IPV4_MARK = 0xffff;

const hex2 = (byte: number) => (byte < 16 ? `0${byte.toString(16)}` : byte.toString(16));

/** `high` holds the first two bytes, `low` the other four. */
export function macText(high: number, low: number): string {
  return `${hex2((high >>> 8) & 255)}:${hex2(high & 255)}:${hex2(low >>> 24)}:${hex2((low >>> 16) & 255)}:${hex2((low >>> 8) & 255)}:${hex2(low & 255)}`;
}

/**
 * Texts of the IPv4 addresses last asked for: hosts are named again and again, and look-ups by a text that is the same
 * object compare no characters.
 */
const RECENT = 4_096;
const recentWords = new Int32Array(RECENT);
const recentTexts = new Array<string | undefined>(RECENT);

export function ipv4Text(word: number): string {
  const slot = (Math.imul(word, 0x9e3779b1) >>> 20) & (RECENT - 1);
  const known = recentTexts[slot];
  if (known !== undefined && recentWords[slot] === (word | 0)) return known;
  const text = `${word >>> 24}.${(word >>> 16) & 255}.${(word >>> 8) & 255}.${word & 255}`;
  recentWords[slot] = word;
  recentTexts[slot] = text;
  return text;
}

/** RFC 5952: lower case, the longest run of two or more zero groups (the first of equals) shortened. */
export function ipText(w0: number, w1: number, w2: number, w3: number): string {
  if (w0 === 0 && w1 === 0 && w2 === IPV4_MARK) return ipv4Text(w3);
  const groups = [w0 >>> 16, w0 & 0xffff, w1 >>> 16, w1 & 0xffff, w2 >>> 16, w2 & 0xffff, w3 >>> 16, w3 & 0xffff];
  let runStart = -1;
  let runLength = 1;
  for (let i = 0; i < 8; ) {
    let end = i;
    while (end < 8 && groups[end] === 0) end += 1;
    if (end - i > runLength) {
      runStart = i;
      runLength = end - i;
    }
    i = Math.max(end, i + 1);
  }
  const text = (part: number[]) => part.map((group) => group.toString(16)).join(":");
  if (runStart < 0) return text(groups);
  return `${text(groups.slice(0, runStart))}::${text(groups.slice(runStart + runLength))}`;
}
