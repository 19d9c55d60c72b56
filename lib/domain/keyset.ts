import { compareText } from "./compare-text";

/**
 * What a list is ordered by, ascending: first what counts most, last what no two rows have in common. A number that shall
 * fall is negated.
 */
export type SortKey = readonly (string | number)[];

/** Keys of one list are compared part by part; text by its UTF-16 units. */
export function compareKeys(a: SortKey, b: SortKey): number {
  for (const [at, part] of a.entries()) {
    const other = b[at];
    if (part === other) continue;
    return typeof part === "number" ? part - Number(other) : compareText(part, String(other));
  }
  return 0;
}

/**
 * The first rows behind a key, and the key to go on from; null where the list ends. A row that came or went meanwhile
 * moves no other, as the key itself need not be in the list.
 * @param rows ascending by `keyOf`
 */
export function rowsBehind<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => SortKey,
  { after, limit }: { readonly after: SortKey | null; readonly limit: number },
): { readonly items: readonly Row[]; readonly next: SortKey | null } {
  const from = after === null ? 0 : indexBehind(rows, keyOf, after);
  const items = rows.slice(from, from + limit);
  const last = items.at(-1);
  return { items, next: last !== undefined && from + limit < rows.length ? keyOf(last) : null };
}

/** Halves what is left until one place is. */
function indexBehind<Row>(rows: readonly Row[], keyOf: (row: Row) => SortKey, after: SortKey): number {
  let [from, until] = [0, rows.length];
  while (from < until) {
    const middle = (from + until) >> 1;
    if (compareKeys(keyOf(rows[middle] as Row), after) > 0) until = middle;
    else from = middle + 1;
  }
  return from;
}
