import { giveBack, lend } from "./lent-arrays";
import type { Codes } from "./text-column";

/** A facet over one column: what a code means, and which codes are chosen (null: none is, all pass). */
export interface FacetColumn<Name extends string> {
  readonly facet: Name;
  readonly codes: Codes;
  /** Code → rows that have it; that of 0 is not read. */
  readonly tally: readonly number[];
  /** Code → values that it counts for: one, or those of a set. */
  readonly valuesOf: readonly (readonly string[])[];
  readonly chosen: ReadonlySet<string> | null;
}

export interface FacetCount<Name extends string> {
  readonly facet: Name;
  readonly value: string;
  readonly count: number;
}

/** One more than there may be facets: the mask fails as one that is none of theirs. */
const MASK_FAILS = 1 << 15;

/**
 * Exact counts, each facet under the mask and all *other* facets' choices: a row that fails one choice counts for that
 * facet alone, one that fails two for none. The smaller part of the rows is counted: those that pass everything, or
 * those that do not, which are taken off the column's tally.
 */
export function countFacets<Name extends string>(
  columns: readonly FacetColumn<Name>[],
  mask: Uint8Array,
): FacetCount<Name>[] {
  const rows = mask.length;
  const failed = lend(Uint16Array, rows);
  const places = lend(Uint32Array, rows + 1);
  const singles = lend(Uint32Array, rows + 1);
  markFailures(columns, mask, failed);
  let passing = 0;
  for (let row = 0; row < rows; row++) passing += failed[row] === 0 ? 1 : 0;
  const isMost = passing * 2 > rows;
  const listed = listRows(failed, !isMost, places);
  const hasChoice = columns.some(({ chosen }) => chosen !== null);
  const failedOnce = hasChoice ? listFailedOnce(failed, singles) : singles.subarray(0, 0);
  const counts = columns.flatMap(({ facet, codes, tally, valuesOf, chosen }, at) => {
    const counter = new Int32Array(valuesOf.length);
    countListed(codes, listed, counter);
    if (isMost) takeFrom(tally, rows, counter);
    if (chosen !== null) countFailures(codes, failed, failedOnce, 1 << at, counter);
    return [...addUp(counter, valuesOf)].map(([value, count]) => ({ facet, value, count }));
  });
  giveBack(failed);
  giveBack(places);
  giveBack(singles);
  return counts;
}

/** Row → a bit for every facet whose choice it fails; 0 for those that pass everything. */
function markFailures(columns: readonly FacetColumn<string>[], mask: Uint8Array, failed: Uint16Array): void {
  for (let row = 0; row < mask.length; row++) failed[row] = mask[row] === 1 ? 0 : MASK_FAILS;
  columns.forEach(({ codes, valuesOf, chosen }, at) => {
    if (chosen === null) return;
    const bits = Uint16Array.from(valuesOf, (it) => (it.some((value) => chosen.has(value)) ? 0 : 1 << at));
    for (let row = 0; row < failed.length; row++) {
      failed[row] = (failed[row] as number) | (bits[codes[row] as number] as number);
    }
  });
}

/** Rows that pass everything, or all others; written whether they are or not, as a branch would be guessed wrong often. */
function listRows(failed: Uint16Array, isPassing: boolean, places: Uint32Array): Uint32Array {
  const step = isPassing ? 1 : 0;
  let at = 0;
  for (let row = 0; row < failed.length; row++) {
    places[at] = row;
    at += failed[row] === 0 ? step : 1 - step;
  }
  return places.subarray(0, at);
}

function countListed(codes: Codes, listed: Uint32Array, counter: Int32Array): void {
  for (let at = 0; at < listed.length; at++) {
    const code = codes[listed[at] as number] as number;
    counter[code] = (counter[code] as number) + 1;
  }
}

/** Makes of what was counted what is left of all rows. */
function takeFrom(tally: readonly number[], rows: number, counter: Int32Array): void {
  let known = 0;
  for (let code = 1; code < counter.length; code++) {
    known += tally[code] as number;
    counter[code] = (tally[code] as number) - (counter[code] as number);
  }
  counter[0] = rows - known - (counter[0] as number);
}

/** Rows that fail one facet's choice and nothing else: a power of two, and not the mask's. */
function listFailedOnce(failed: Uint16Array, places: Uint32Array): Uint32Array {
  let at = 0;
  for (let row = 0; row < failed.length; row++) {
    const bits = failed[row] as number;
    places[at] = row;
    at += (bits & (bits - 1)) === 0 && bits !== 0 && bits !== MASK_FAILS ? 1 : 0;
  }
  return places.subarray(0, at);
}

function countFailures(
  codes: Codes,
  failed: Uint16Array,
  failedOnce: Uint32Array,
  only: number,
  counter: Int32Array,
): void {
  for (let at = 0; at < failedOnce.length; at++) {
    const row = failedOnce[at] as number;
    const code = codes[row] as number;
    counter[code] = (counter[code] as number) + (failed[row] === only ? 1 : 0);
  }
}

function addUp(counter: Int32Array, valuesOf: readonly (readonly string[])[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [code, count] of counter.entries()) {
    if (count === 0) continue;
    for (const value of valuesOf[code] ?? []) sums.set(value, (sums.get(value) ?? 0) + count);
  }
  return sums;
}

/** Takes the rows out of the mask that fail a facet's choice. */
export function narrowByFacets(columns: readonly FacetColumn<string>[], mask: Uint8Array): void {
  for (const { codes, valuesOf, chosen } of columns) {
    if (chosen === null) continue;
    narrowByCodes(
      codes,
      Uint8Array.from(valuesOf, (it) => (it.some((value) => chosen.has(value)) ? 1 : 0)),
      mask,
    );
  }
}

/** Takes the rows out of the mask whose code is not allowed (0). */
export function narrowByCodes(codes: Codes, allowed: Uint8Array, mask: Uint8Array): void {
  for (let row = 0; row < mask.length; row++) {
    mask[row] = (mask[row] as number) & (allowed[codes[row] as number] as number);
  }
}
