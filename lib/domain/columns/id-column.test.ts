import fc from "fast-check";
import { expect, test } from "vitest";
import { IdColumn } from "./id-column";

test("every id has its row, none has that of another, and rows are in the order of their ids", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.uuid(), { maxLength: 700, size: "max" }),
      fc.array(fc.nat(700), { maxLength: 1500, size: "max" }),
      fc.uuid(),
      (ids, gone, other) => {
        const column = new IdColumn();
        const rowOf = new Map<string, number>();
        for (const [row, id] of ids.entries()) {
          column.set(row, id);
          rowOf.set(id, row);
        }
        // Rows are used again, by whoever comes next.
        for (const [at, row] of gone.entries()) {
          const before = ids[row];
          if (before === undefined) continue;
          column.remove(before);
          rowOf.delete(before);
          const next = `00000000-0000-4000-8000-${String(at).padStart(12, "0")}`;
          column.set(row, next);
          rowOf.set(next, row);
          ids[row] = next;
        }
        expect([...rowOf.keys()].map((id) => column.rowOf(id))).toEqual([...rowOf.values()]);
        expect([...rowOf.values()].map((row) => column.textOf(row))).toEqual([...rowOf.keys()]);
        for (const [id, row] of [...rowOf].slice(0, 20)) {
          const difference = column.compareTo(row, other);
          expect(Math.sign(difference)).toBe(id < other ? -1 : id === other ? 0 : 1);
        }
        expect(column.rowOf(other)).toBe(rowOf.get(other));
        const sorted = [...rowOf.values()].sort((a, b) => column.compare(a, b)).map((row) => column.textOf(row));
        expect(sorted).toEqual([...rowOf.keys()].sort());
      },
    ),
    { numRuns: 20 },
  );
});
