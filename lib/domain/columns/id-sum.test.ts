import fc from "fast-check";
import { expect, it } from "vitest";
import { IdColumn } from "./id-column";
import { IdSum } from "./id-sum";

function printOf(ids: readonly string[]): string {
  const sum = new IdSum();
  for (const id of ids) sum.addText(id);
  return sum.print();
}

it("is the same in any order and from a column, and another for any other set", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 50 }), fc.uuid(), fc.nat(), (ids, other, at) => {
      const print = printOf(ids);
      expect(printOf(ids.toReversed())).toBe(print);
      const column = new IdColumn();
      const sum = new IdSum();
      for (const [row, id] of ids.entries()) column.set(row, id);
      for (const row of ids.keys()) column.addTo(sum, row);
      expect([sum.count, sum.print()]).toEqual([ids.length, print]);
      fc.pre(!ids.includes(other));
      expect(printOf([...ids, other])).not.toBe(print);
      expect(printOf(ids.with(at % ids.length, other))).not.toBe(print);
    }),
  );
});

it("tells ids that follow each other apart, and pairs of them with equal sums", () => {
  const id = (last: number) => `00000000-0000-4000-8000-${String(last).padStart(12, "0")}`;
  const prints = new Set<string>();
  for (let a = 0; a < 60; a++) for (let b = a; b < 60; b++) prints.add(printOf([id(a), id(b)]));
  expect(prints.size).toBe((60 * 61) / 2);
});
