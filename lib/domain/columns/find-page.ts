import { type RoughOrder, roughText } from "./rough-order";

/** What rows are sorted by: unknown is null and stands last in either direction. */
export interface SortOrder {
  readonly keyOf: (row: number) => string | number | null;
  readonly idOf: (row: number) => string;
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
  const { keyOf, idOf, isDescending } = order;
  const compare = (aKey: string | number | null, aId: string, bKey: string | number | null, bId: string): number => {
    if (aKey !== bKey) {
      if (aKey === null) return 1;
      if (bKey === null) return -1;
      return aKey < bKey === isDescending ? 1 : -1;
    }
    return aId < bId ? -1 : aId > bId ? 1 : 0;
  };
  // The heap's root is the last of the best rows so far.
  const heap: number[] = [];
  const costOf = costs(order);
  const afterCost = after === null || !order.rough ? Number.NEGATIVE_INFINITY : costOfValue(order, after.value);
  let rootCost = Number.POSITIVE_INFINITY;
  const isBehind = (a: number, b: number) => compare(keyOf(a), idOf(a), keyOf(b), idOf(b)) > 0;
  for (let row = 0; row < mask.length; row++) {
    if (mask[row] === 0) continue;
    if (costOf !== null) {
      const cost = costOf(row);
      if (cost > rootCost || cost < afterCost) continue;
    }
    const key = keyOf(row);
    if (heap.length === limit) {
      const root = heap[0] as number;
      const rootKey = keyOf(root);
      // Most rows end here, without a look at their ids.
      if (key !== rootKey && compare(key, "", rootKey, "") > 0) continue;
      if (compare(key, idOf(row), rootKey, idOf(root)) > 0) continue;
    }
    if (after && compare(key, idOf(row), after.value, after.id) <= 0) continue;
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
    if (costOf !== null && heap.length === limit) rootCost = costOf(heap[0] as number);
  }
  return heap.sort((a, b) => (isBehind(a, b) ? 1 : -1));
}

/** Row → what stands later costs more; null without a rough order. */
function costs({ rough, isDescending }: SortOrder): ((row: number) => number) | null {
  if (!rough) return null;
  const { values, codes } = rough;
  return codes
    ? (row) => costOfNumber(values[codes[row] as number] as number, isDescending)
    : (row) => costOfNumber(values[row] as number, isDescending);
}

function costOfNumber(value: number, isDescending: boolean): number {
  if (Number.isNaN(value)) return Number.POSITIVE_INFINITY;
  return isDescending ? -value : value;
}

/** Ranks of texts are not known here: nothing is left out by them. */
function costOfValue({ rough, isDescending }: SortOrder, value: Position["value"]): number {
  if (rough?.codes) return Number.NEGATIVE_INFINITY;
  const number = value === null ? Number.NaN : typeof value === "string" ? roughText(value) : value;
  return costOfNumber(number, isDescending);
}
