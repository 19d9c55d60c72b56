import { giveBack, lend } from "./lent-arrays";
import type { Codes } from "./text-column";

/** A facet: what its codes mean, and which values are chosen (null: none is, all pass). */
export interface Facet<Name extends string> {
  readonly facet: Name;
  /** Code of the facet → values that it counts for: one, or those of a set. */
  readonly valuesOf: readonly (readonly string[])[];
  readonly chosen: ReadonlySet<string> | null;
}

/** Facets whose codes one column holds; rows are counted once for all of them. */
export interface FacetColumn<Name extends string> {
  readonly codes: Codes;
  /** Code → rows that have it; that of 0 is not read. */
  readonly tally: readonly number[];
  /** Each with the code of its own that a code of the column stands for; the same one where `codeOf` is null. */
  readonly facets: readonly (Facet<Name> & { readonly codeOf: readonly number[] | null })[];
}

export interface FacetCount<Name extends string> {
  readonly facet: Name;
  readonly value: string;
  readonly count: number;
}

/** Exact counts of all rows in use, from the tallies alone; for facets of which nothing is chosen. */
export function tallyFacets<Name extends string>(
  columns: readonly FacetColumn<Name>[],
  rowsInUse: number,
): FacetCount<Name>[] {
  return columns.flatMap((column) => addUpAll(column, takenFrom(column, rowsInUse, null)));
}

/**
 * Exact counts, each facet under the mask and all *other* facets' choices. Which rows pass is kept as bits, 32 rows at a
 * time; of those that pass and those that do not the fewer are counted, the latter to be taken off the column's tally.
 */
export function countFacets<Name extends string>(
  columns: readonly FacetColumn<Name>[],
  mask: Uint8Array,
): FacetCount<Name>[] {
  const rows = mask.length;
  const inMask = packMask(mask);
  const passing = new Map(
    columns.flatMap((column) =>
      column.facets.filter(({ chosen }) => chosen !== null).map((it) => [it.facet, passingBits(column, it, rows)]),
    ),
  );
  const places = lend(Uint32Array, rows + 1);
  const except = (facet: Name | null) => {
    const bits = inMask.slice();
    for (const [name, passes] of passing) if (name !== facet) keepBits(passes, bits);
    return bits;
  };
  const all = listFewer(except(null), rows, places);
  const counters = columns.map((column) => countRows(column, all, rows));
  const counts = columns.flatMap((column, at) =>
    column.facets.flatMap((it) => {
      const counter = passing.has(it.facet)
        ? countRows(column, listFewer(except(it.facet), rows, places), rows)
        : (counters[at] as Int32Array);
      return addUp(split(counter, it), it);
    }),
  );
  giveBack(places);
  return counts;
}

const WORD_BITS = 32;

/** One bit for each row, those of 32 rows in a number. */
function packMask(mask: Uint8Array): Uint32Array {
  const bits = new Uint32Array(Math.ceil(mask.length / WORD_BITS));
  for (let word = 0; word < bits.length; word++) {
    const first = word * WORD_BITS;
    const last = Math.min(mask.length, first + WORD_BITS);
    let packed = 0;
    for (let row = first; row < last; row++) packed |= (mask[row] as number) << row;
    bits[word] = packed;
  }
  return bits;
}

/** Bits of the rows that pass the facet's choice. */
function passingBits<Name extends string>(
  { codes, tally }: FacetColumn<Name>,
  { codeOf, valuesOf, chosen }: FacetColumn<Name>["facets"][number],
  rows: number,
): Uint32Array {
  const own = Uint8Array.from(valuesOf, (it) => (it.some((value) => chosen?.has(value)) ? 1 : 0));
  const allowed = codeOf === null ? own : Uint8Array.from(tally, (_, code) => own[codeOf[code] as number] as number);
  return packCodes(codes, allowed, rows);
}

function packCodes(codes: Codes, allowed: Uint8Array, rows: number): Uint32Array {
  const bits = new Uint32Array(Math.ceil(rows / WORD_BITS));
  for (let word = 0; word < bits.length; word++) {
    const first = word * WORD_BITS;
    const last = Math.min(rows, first + WORD_BITS);
    let packed = 0;
    // A shift takes the lower five bits of its distance, which are the row's place in the word.
    for (let row = first; row < last; row++) packed |= (allowed[codes[row] as number] as number) << row;
    bits[word] = packed;
  }
  return bits;
}

function keepBits(others: Uint32Array, bits: Uint32Array): void {
  for (let word = 0; word < bits.length; word++) bits[word] = (bits[word] as number) & (others[word] as number);
}

/** Rows that are counted, or all others. */
interface ListedRows {
  readonly listed: Uint32Array;
  readonly isOthers: boolean;
}

/** The rows of the bits or those that are not, whichever are fewer; `places` is written over by the next list. */
function listFewer(bits: Uint32Array, rows: number, places: Uint32Array): ListedRows {
  const isOthers = countBits(bits) * 2 > rows;
  if (isOthers) {
    for (let word = 0; word < bits.length; word++) bits[word] = ~(bits[word] as number);
    const beyond = bits.length * WORD_BITS - rows;
    if (beyond > 0) bits[bits.length - 1] = ((bits[bits.length - 1] as number) << beyond) >>> beyond;
  }
  let at = 0;
  for (let word = 0; word < bits.length; word++) {
    const first = word * WORD_BITS;
    for (let left = bits[word] as number; left !== 0; left &= left - 1) {
      places[at++] = first + WORD_BITS - 1 - Math.clz32(left & -left);
    }
  }
  return { listed: places.subarray(0, at), isOthers };
}

/** Bits that are 1, added up in parallel (Warren, Hacker's Delight 5-1). */
function countBits(bits: Uint32Array): number {
  let count = 0;
  for (let word = 0; word < bits.length; word++) {
    let sums = bits[word] as number;
    sums -= (sums >>> 1) & 0x55555555;
    sums = (sums & 0x33333333) + ((sums >>> 2) & 0x33333333);
    sums = (sums + (sums >>> 4)) & 0x0f0f0f0f;
    count += Math.imul(sums, 0x01010101) >>> 24;
  }
  return count;
}

/** Code → rows that have it. */
function countRows(column: FacetColumn<string>, { listed, isOthers }: ListedRows, rows: number): Int32Array {
  const counter = new Int32Array(column.tally.length);
  countListed(column.codes, listed, counter);
  return isOthers ? takenFrom(column, rows, counter) : counter;
}

function countListed(codes: Codes, listed: Uint32Array, counter: Int32Array): void {
  for (let at = 0; at < listed.length; at++) {
    const code = codes[listed[at] as number] as number;
    counter[code] = (counter[code] as number) + 1;
  }
}

/** What is left of the rows when those that were counted are taken away. */
function takenFrom({ tally }: FacetColumn<string>, rows: number, counter: Int32Array | null): Int32Array {
  const left = new Int32Array(tally.length);
  let known = 0;
  for (let code = 1; code < left.length; code++) {
    known += tally[code] as number;
    left[code] = (tally[code] as number) - (counter?.[code] ?? 0);
  }
  left[0] = rows - known - (counter?.[0] ?? 0);
  return left;
}

/** By the codes of the facet what was counted by those of its column. */
function split(counter: Int32Array, { codeOf, valuesOf }: FacetColumn<string>["facets"][number]): Int32Array {
  if (codeOf === null) return counter;
  const own = new Int32Array(valuesOf.length);
  for (let code = 0; code < counter.length; code++) {
    const ownCode = codeOf[code] as number;
    own[ownCode] = (own[ownCode] as number) + (counter[code] as number);
  }
  return own;
}

function addUpAll<Name extends string>(column: FacetColumn<Name>, counter: Int32Array): FacetCount<Name>[] {
  return column.facets.flatMap((it) => addUp(split(counter, it), it));
}

function addUp<Name extends string>(counter: Int32Array, { facet, valuesOf }: Facet<Name>): FacetCount<Name>[] {
  const sums = new Map<string, number>();
  for (const [code, count] of counter.entries()) {
    if (count === 0) continue;
    for (const value of valuesOf[code] ?? []) sums.set(value, (sums.get(value) ?? 0) + count);
  }
  return [...sums].map(([value, count]) => ({ facet, value, count }));
}

/** Takes the rows out of the mask that fail a facet's choice. */
export function narrowByFacets(columns: readonly FacetColumn<string>[], mask: Uint8Array): void {
  for (const { codes, tally, facets } of columns) {
    const choices = facets.filter(({ chosen }) => chosen !== null);
    if (choices.length === 0) continue;
    const allowed = new Uint8Array(tally.length).fill(1);
    for (const { codeOf, valuesOf, chosen } of choices) {
      const own = Uint8Array.from(valuesOf, (it) => (it.some((value) => chosen?.has(value)) ? 1 : 0));
      for (let code = 0; code < allowed.length; code++) {
        allowed[code] = (allowed[code] as number) & (own[codeOf === null ? code : (codeOf[code] as number)] as number);
      }
    }
    narrowByCodes(codes, allowed, mask);
  }
}

/** Takes the rows out of the mask whose code is not allowed (0). */
export function narrowByCodes(codes: Codes, allowed: Uint8Array, mask: Uint8Array): void {
  for (let row = 0; row < mask.length; row++) {
    mask[row] = (mask[row] as number) & (allowed[codes[row] as number] as number);
  }
}
