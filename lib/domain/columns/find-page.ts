import { compareRoughly, finerText, type RoughOrder, roughText } from "./rough-order";
import type { Codes } from "./text-column";

/** What rows are sorted by: unknown is null and stands last in either direction. */
export interface SortOrder {
  readonly keyOf: (row: number) => string | number | null;
  /** What decides between equal keys, ascending in either direction. */
  readonly ids: { compare(a: number, b: number): number; compareTo(row: number, id: string): number };
  readonly isDescending: boolean;
  /** Settles most rows without a look at their keys. */
  readonly rough?: RoughOrder;
}

export interface Position {
  readonly value: string | number | null;
  readonly id: string;
}

/**
 * The first `limit` rows of the mask in order behind `after`, by one walk with a heap of that size: nothing is sorted
 * that is not shown.
 */
export function findPage(mask: Uint8Array, order: SortOrder, after: Position | null, limit: number): number[] {
  const { keyOf, ids, isDescending, rough } = order;
  const compareKeys = (a: string | number | null, b: string | number | null): number => {
    if (a === b) return 0;
    if (a === null) return 1;
    if (b === null) return -1;
    return a < b === isDescending ? 1 : -1;
  };
  const isAfter = (row: number, key: string | number | null, { value, id }: Position) => {
    const difference = compareKeys(key, value);
    return difference > 0 || (difference === 0 && ids.compareTo(row, id) > 0);
  };
  // The heap's root is the last of the best rows so far.
  const heap: number[] = [];
  const within = roughRange(order, after);
  const isBefore = roughlyBefore(order, after);
  // Keys may have to be made out of bytes: they are looked at where nothing else decides.
  const isBehind = (a: number, b: number) => {
    const roughly = rough ? compareRoughly(rough, a, b) : 0;
    if (roughly !== 0) return roughly < 0 === isDescending;
    return (compareKeys(keyOf(a), keyOf(b)) || ids.compare(a, b)) > 0;
  };
  const step = beginsAtEnd(mask, isBehind) ? -1 : 1;
  const next = (row: number) => nextRow(mask, order, within, { row, step });
  for (let row = next(step > 0 ? 0 : mask.length - 1); row !== NONE; row = next(row + step)) {
    if (heap.length === limit && isBehind(row, heap[0] as number)) continue;
    if (after && (isBefore(row) || !isAfter(row, keyOf(row), after))) continue;
    if (heap.length < limit) {
      heap.push(row);
      let at = heap.length - 1;
      while (at > 0) {
        const parent = (at - 1) >> 1;
        if (!isBehind(heap[at] as number, heap[parent] as number)) break;
        [heap[at], heap[parent]] = [heap[parent] as number, heap[at] as number];
        at = parent;
      }
    } else {
      heap[0] = row;
      for (let at = 0; ; ) {
        let last = at;
        for (const child of [2 * at + 1, 2 * at + 2]) {
          if (child < heap.length && isBehind(heap[child] as number, heap[last] as number)) last = child;
        }
        if (last === at) break;
        [heap[at], heap[last]] = [heap[last] as number, heap[at] as number];
        at = last;
      }
    }
    if (heap.length === limit) endRangeAt(within, order, heap[0] as number);
  }
  return heap.sort((a, b) => (isBehind(a, b) ? 1 : -1));
}

const NONE = -1;
const PROBES = 8;

/**
 * Whether rows of the page rather stand at the end: rows are often in the order of a time or an address, and where they
 * come worst first each of them would go through the heap.
 */
function beginsAtEnd(mask: Uint8Array, isBehind: (a: number, b: number) => boolean): boolean {
  let votes = 0;
  for (let probe = 0; probe < PROBES; probe++) {
    const near = Math.floor((mask.length * probe) / (2 * PROBES));
    const [a, b] = [mask.indexOf(1, near), mask.lastIndexOf(1, mask.length - 1 - near)];
    if (a >= 0 && b >= 0 && a !== b) votes += isBehind(a, b) ? 1 : -1;
  }
  return votes > 0;
}

/** Rows outside cannot be on the page; both ends are inside. */
interface RoughRange {
  from: number;
  to: number;
  takesUnknown: boolean;
}

/** What stands behind the position. Ranks of texts are not known here: nothing is left out by them. */
function roughRange({ rough, isDescending }: SortOrder, after: Position | null): RoughRange {
  const range = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY, takesUnknown: true };
  if (!rough || after === null) return range;
  if (after.value === null) return { ...range, from: Number.POSITIVE_INFINITY, to: Number.NEGATIVE_INFINITY };
  if (rough.codes) return range;
  const value = typeof after.value === "string" ? roughText(after.value) : after.value;
  return isDescending ? { ...range, to: value } : { ...range, from: value };
}

/** Whether a row surely stands before the position; only of rows inside the rough range. */
function roughlyBefore({ rough, isDescending }: SortOrder, after: Position | null): (row: number) => boolean {
  const finer = rough?.finer;
  if (!finer || typeof after?.value !== "string") return () => false;
  const { values, codes } = rough;
  const [value, fine] = [roughText(after.value), finerText(after.value)];
  const placeOf = (row: number) => (codes ? (codes[row] as number) : row);
  const isEqual = (place: number) => values[place] === value;
  return isDescending
    ? (row) => isEqual(placeOf(row)) && (finer[placeOf(row)] as number) > fine
    : (row) => isEqual(placeOf(row)) && (finer[placeOf(row)] as number) < fine;
}

/** Leaves out what stands behind the row. */
function endRangeAt(range: RoughRange, { rough, isDescending }: SortOrder, row: number): void {
  if (!rough) return;
  const value = rough.values[rough.codes ? (rough.codes[row] as number) : row] as number;
  if (Number.isNaN(value)) return;
  range.takesUnknown = false;
  if (isDescending) range.from = value;
  else range.to = value;
}

/** From which row on a walk goes on, and which way: 1 or -1. */
interface Walk {
  readonly row: number;
  readonly step: number;
}

/** The next row of the mask that is in the range, this one included; NONE behind the last. */
function nextRow(mask: Uint8Array, { rough }: SortOrder, range: RoughRange, walk: Walk): number {
  if (!rough) return walk.step > 0 ? mask.indexOf(1, walk.row) : lastRow(mask, walk.row);
  return rough.codes
    ? nextByCode({ mask, codes: rough.codes, values: rough.values }, range, walk)
    : nextByRow(mask, rough.values, range, walk);
}

/** A start before the first row would count from the end. */
const lastRow = (mask: Uint8Array, row: number) => (row < 0 ? NONE : mask.lastIndexOf(1, row));

function nextByRow(mask: Uint8Array, values: RoughOrder["values"], range: RoughRange, { row, step }: Walk): number {
  const { from, to, takesUnknown } = range;
  for (let at = row; at >= 0 && at < mask.length; at += step) {
    const value = values[at] as number;
    // The mask comes last: once the heap is full hardly a row passes the range, which a processor foresees, while every
    // second row passes many a mask.
    if (((value >= from && value <= to) || (takesUnknown && Number.isNaN(value))) && mask[at] === 1) return at;
  }
  return NONE;
}

function nextByCode(
  { mask, codes, values }: { mask: Uint8Array; codes: Codes; values: RoughOrder["values"] },
  { from, to, takesUnknown }: RoughRange,
  { row, step }: Walk,
): number {
  for (let at = row; at >= 0 && at < mask.length; at += step) {
    if (mask[at] === 0) continue;
    const value = values[codes[at] as number] as number;
    if ((value >= from && value <= to) || (takesUnknown && Number.isNaN(value))) return at;
  }
  return NONE;
}
