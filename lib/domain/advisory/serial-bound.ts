/** "The first five digits of the serial number are 22031 or less": what a serial number must begin with. */
export interface SerialBound {
  /** Upper case; as many characters of the device's number are compared. */
  readonly prefix: string;
  readonly side: "until" | "since" | "exactly";
}

const NUMBER = /serial[ _]?(?:number|no\.?)s?[ _:]*"?\s*(?:<=|>=)?\s*([0-9][0-9A-Z]{1,9})\**/i;

/**
 * Reads a condition such as `the first 5 digits of serial No. "26061"`, `Serial number 17X**** or later`,
 * `serial number <=20081`. Null when it names no number.
 */
export function readSerialBound(text: string): SerialBound | null {
  const digits = Number(/first[ _](\d)[ _]digits/i.exec(text)?.[1] ?? Number.NaN);
  const found = NUMBER.exec(text.replace(/_/g, " "))?.[1]?.toUpperCase();
  if (found === undefined) return null;
  const prefix = Number.isNaN(digits) ? found : found.slice(0, digits);
  const isUntil = /<=|\bprior\b|earlier|below|or less|before/i.test(text);
  const isSince = />=|later|newer|above|or more|after/i.test(text);
  if (isUntil && isSince) return null;
  return { prefix, side: isUntil ? "until" : isSince ? "since" : "exactly" };
}

/**
 * Whether a device's serial number lies within the bound; null when it cannot be told (shorter, or no such number).
 * Makers count months as 1 to 9, X, Y, Z, so characters compare as they stand in the alphabet.
 */
export function holdsSerialBound({ prefix, side }: SerialBound, serial: string | null): boolean | null {
  const own = serial?.toUpperCase().replace(/[^0-9A-Z]/g, "") ?? "";
  if (own.length < prefix.length || !/^\d/.test(own)) return null;
  const head = own.slice(0, prefix.length);
  if (side === "exactly") return head === prefix;
  return side === "until" ? head <= prefix : head >= prefix;
}
