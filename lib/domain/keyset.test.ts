import fc from "fast-check";
import { expect, it } from "vitest";
import { compareKeys, rowsBehind, type SortKey } from "./keyset";

const keyOf = (row: SortKey) => row;
/** Few different values, so that many rows share all parts but the last. */
const rowsOf = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.constantFrom("", "a", "B", "é"), fc.integer()), {
    selector: ([, , id]) => id,
  })
  .map((rows) => rows.sort(compareKeys));

function walk(rows: readonly SortKey[], limit: number): SortKey[] {
  const seen: SortKey[] = [];
  let after: SortKey | null = null;
  do {
    const page: ReturnType<typeof rowsBehind<SortKey>> = rowsBehind(rows, keyOf, { after, limit });
    expect(page.items.length).toBeLessThanOrEqual(limit);
    seen.push(...page.items);
    after = page.next;
  } while (after !== null);
  return seen;
}

it("leads through every row once, in order, however many share a part of their key", () => {
  fc.assert(
    fc.property(rowsOf, fc.integer({ min: 1, max: 7 }), (rows, limit) => {
      expect(walk(rows, limit)).toEqual(rows);
    }),
  );
});

it("goes on behind a row that is gone, and passes over none that stayed", () => {
  fc.assert(
    fc.property(rowsOf, fc.integer({ min: 1, max: 7 }), fc.func(fc.boolean()), (rows, limit, isGone) => {
      const { items, next } = rowsBehind(rows, keyOf, { after: null, limit });
      const left = rows.filter((row) => !isGone(row[2]));
      const rest = next === null ? [] : rowsBehind(left, keyOf, { after: next, limit: left.length + 1 }).items;
      const first = new Set(items);
      expect(rest).toEqual(left.filter((row) => !first.has(row)));
    }),
  );
});

it("says no next page behind the last row, also where a page is just full", () => {
  const rows = [[1], [2], [3], [4]];
  expect(rowsBehind(rows, keyOf, { after: null, limit: 4 })).toEqual({ items: rows, next: null });
  expect(rowsBehind(rows, keyOf, { after: [2], limit: 2 })).toEqual({ items: [[3], [4]], next: null });
  expect(rowsBehind(rows, keyOf, { after: [9], limit: 2 })).toEqual({ items: [], next: null });
});
