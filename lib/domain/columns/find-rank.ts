import type { SortOrder } from "./find-page";
import { compareRoughly, type RoughOrder } from "./rough-order";

/** How finely the rough order is cut; the part that holds the rank is sorted out by the keys themselves. */
const PARTS = 4096;

/**
 * The row that stands at a place (0 is the first) among the rows of the mask; undefined behind the last. Three walks and
 * a look at the keys of some thousand rows: nothing is sorted.
 */
export function findRank(
  mask: Uint8Array,
  order: SortOrder & { readonly rough: RoughOrder },
  rank: number,
): number | undefined {
  const { values, codes } = order.rough;
  const sign = order.isDescending ? -1 : 1;
  const signed = (row: number) => sign * (values[codes ? (codes[row] as number) : row] as number);
  let [least, most, known] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (let row = 0; row < mask.length; row++) {
    if (mask[row] === 0) continue;
    const value = signed(row);
    if (Number.isNaN(value)) continue;
    known++;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  // Unknown ones stand last.
  if (rank >= known)
    return nthOf(
      rowsWhere((value) => Number.isNaN(value)),
      rank - known,
    );
  const scale = most > least ? (PARTS - 1) / (most - least) : 0;
  const partOf = (value: number) => Math.floor((value - least) * scale);
  const counts = new Uint32Array(PARTS);
  for (let row = 0; row < mask.length; row++) {
    if (mask[row] === 0) continue;
    const value = signed(row);
    if (!Number.isNaN(value)) counts[partOf(value)] = (counts[partOf(value)] as number) + 1;
  }
  let [part, before] = [0, 0];
  while (before + (counts[part] as number) <= rank) before += counts[part++] as number;
  return nthOf(
    rowsWhere((value) => partOf(value) === part),
    rank - before,
  );

  function rowsWhere(passes: (value: number) => boolean): number[] {
    const rows: number[] = [];
    for (let row = 0; row < mask.length; row++) if (mask[row] === 1 && passes(signed(row))) rows.push(row);
    return rows;
  }

  /** Hoare's selection: parts the rows around one of them until the place is found. */
  function nthOf(rows: number[], place: number): number | undefined {
    if (place >= rows.length) return undefined;
    let [low, high] = [0, rows.length - 1];
    while (low < high) {
      const pivot = rows[(low + high) >> 1] as number;
      let [left, right] = [low, high];
      while (left <= right) {
        while (compare(rows[left] as number, pivot) < 0) left++;
        while (compare(rows[right] as number, pivot) > 0) right--;
        if (left > right) break;
        [rows[left], rows[right]] = [rows[right] as number, rows[left] as number];
        left++;
        right--;
      }
      if (place <= right) high = right;
      else if (place >= left) low = left;
      else break;
    }
    return rows[place];
  }

  function compare(a: number, b: number): number {
    const roughly = sign * compareRoughly(order.rough, a, b);
    if (roughly !== 0) return roughly;
    const [x, y] = [order.keyOf(a), order.keyOf(b)];
    if (x === y) return order.ids.compare(a, b);
    if (x === null) return 1;
    if (y === null) return -1;
    return x < y === order.isDescending ? 1 : -1;
  }
}
