/** What rows are sorted by: unknown is null and stands last in either direction. */
export interface SortOrder {
  readonly keyOf: (row: number) => string | number | null;
  readonly idOf: (row: number) => string;
  readonly isDescending: boolean;
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
  const isBehind = (a: number, b: number) => compare(keyOf(a), idOf(a), keyOf(b), idOf(b)) > 0;
  for (let row = 0; row < mask.length; row++) {
    if (mask[row] === 0) continue;
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
  }
  return heap.sort((a, b) => (isBehind(a, b) ? 1 : -1));
}
