const FEWEST_DIGITS = 4;
const DIGITS = 12;

/**
 * "00-1B-1B", "001b.1b" → "00:1b:1b": the beginning of a MAC address, or all of it, in the one form in which it is
 * stored and compared. Null when it is none, or too short to say anything about a maker.
 */
export function parseMacPrefix(text: string): string | null {
  const plain = text.trim().toLowerCase();
  if (!/^[0-9a-f]+(?:[:.-][0-9a-f]+)*[:.-]?$/.test(plain)) return null;
  const digits = plain.replace(/[:.-]/g, "");
  if (digits.length < FEWEST_DIGITS || digits.length > DIGITS) return null;
  return (digits.match(/..?/g) ?? []).join(":");
}
