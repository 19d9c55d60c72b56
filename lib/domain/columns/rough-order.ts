import type { Codes } from "./text-column";

/**
 * Numbers that rows can be told apart by before anything else of them is looked at: where they differ, the keys of the
 * rows are in the same order; where they are equal, the keys decide. NaN is unknown.
 */
export interface RoughOrder {
  readonly values: Float32Array | Float64Array;
  /** Row → place in `values`; absent when that is the row. */
  readonly codes?: Codes;
  /** As `values`, where keys are texts of which many begin alike: decides between equal ones of those, or is equal too. */
  readonly finer?: Float64Array;
}

/** Below 0 where row `a` comes first by these numbers, above 0 where `b` does, 0 where they leave it to the keys. */
export function compareRoughly({ values, codes, finer }: RoughOrder, a: number, b: number): number {
  const [one, other] = codes ? [codes[a] as number, codes[b] as number] : [a, b];
  // NaN, of an unknown key, is neither less nor more.
  const [x, y] = [values[one] as number, values[other] as number];
  if (x < y) return -1;
  if (x > y) return 1;
  if (finer === undefined || x !== y) return 0;
  const [fine, otherFine] = [finer[one] as number, finer[other] as number];
  return fine < otherFine ? -1 : fine > otherFine ? 1 : 0;
}

const CHARACTERS = 6;
const LARGEST = 0xff;

/**
 * A text as a number whose order is that of the texts as far as it reaches: its first six characters, up to one that is
 * outside Latin-1. Null is NaN.
 */
export function roughText(text: string | null): number {
  if (text === null) return Number.NaN;
  let number = 0;
  let isOpen = true;
  for (let at = 0; at < CHARACTERS; at++) {
    const unit = isOpen && at < text.length ? text.charCodeAt(at) : 0;
    if (unit >= LARGEST) isOpen = false;
    number = number * (LARGEST + 1) + Math.min(unit, LARGEST);
  }
  return number;
}

/** The six characters behind those of `roughText`, where these are all told apart; 0 is for any. */
export function finerText(text: string | null): number {
  if (text === null) return 0;
  for (let at = 0; at < Math.min(CHARACTERS, text.length); at++) if (text.charCodeAt(at) >= LARGEST) return 0;
  return roughText(text.slice(CHARACTERS));
}

/** Places of a column's texts in their order; equal texts share one. */
export function roughRanks(texts: readonly (string | null)[]): Float64Array {
  const sorted = [...new Set(texts.filter((text) => text !== null))].sort((a, b) => (a < b ? -1 : 1));
  const rankOf = new Map(sorted.map((text, rank) => [text, rank]));
  return Float64Array.from(texts, (text) => (text === null ? Number.NaN : (rankOf.get(text) as number)));
}
