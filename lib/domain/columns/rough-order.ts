import type { Codes } from "./text-column";

/**
 * Numbers that rows can be told apart by before anything else of them is looked at: where they differ, the keys of the
 * rows are in the same order; where they are equal, the keys decide. NaN is unknown.
 */
export interface RoughOrder {
  readonly values: Float32Array | Float64Array;
  /** Row → place in `values`; absent when that is the row. */
  readonly codes?: Codes;
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

/** Places of a column's texts in their order; equal texts share one. */
export function roughRanks(texts: readonly (string | null)[]): Float64Array {
  const sorted = [...new Set(texts.filter((text) => text !== null))].sort((a, b) => (a < b ? -1 : 1));
  const rankOf = new Map(sorted.map((text, rank) => [text, rank]));
  return Float64Array.from(texts, (text) => (text === null ? Number.NaN : (rankOf.get(text) as number)));
}
