/**
 * What `push` and `Math.max` do with a spread list, for lists of any length: the arguments of a call lie on its stack,
 * which holds little more than a hundred thousand of them. A plant has more devices, a hostile file more of anything.
 */
export function pushAll<Item>(into: Item[], more: Iterable<Item>): void {
  for (const it of more) into.push(it);
}

/** -Infinity of none. */
export function maxOf(values: Iterable<number>): number {
  let max = Number.NEGATIVE_INFINITY;
  for (const it of values) max = Math.max(max, it);
  return max;
}

/** Infinity of none. */
export function minOf(values: Iterable<number>): number {
  let min = Number.POSITIVE_INFINITY;
  for (const it of values) min = Math.min(min, it);
  return min;
}

/** The items in lists of `size`, the last one shorter. */
export function* blocksOf<Item>(items: Iterable<Item>, size: number): Generator<Item[]> {
  let block: Item[] = [];
  for (const item of items) {
    block.push(item);
    if (block.length < size) continue;
    yield block;
    block = [];
  }
  if (block.length > 0) yield block;
}
