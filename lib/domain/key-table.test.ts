import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { KeyTable } from "./key-table";

const keys = fc.array(fc.tuple(fc.integer({ min: -3, max: 3 }), fc.oneof(fc.constant(7), fc.integer()), fc.nat(20)), {
  maxLength: 600,
});

function add(table: KeyTable, key: readonly number[]): number {
  table.key.set(key);
  return table.add();
}

describe("key table", () => {
  it("numbers keys in order of first appearance, as a map would", () => {
    fc.assert(
      fc.property(keys, (list) => {
        const table = new KeyTable(3, 4);
        const expected = new Map<string, number>();
        for (const key of list) {
          const name = key.join();
          const isNew = !expected.has(name);
          if (isNew) expected.set(name, expected.size);
          expect(add(table, key)).toBe(expected.get(name));
          expect(table.wasAdded).toBe(isNew);
        }
        expect(table.size).toBe(expected.size);
      }),
    );
  });

  it("finds what was kept under its new number, and nothing else", () => {
    fc.assert(
      fc.property(keys, (list) => {
        const table = new KeyTable(3, 4);
        for (const key of list) add(table, key);
        const names = Array.from({ length: table.size }, (_, row) => [0, 1, 2].map((index) => table.word(row, index)));
        table.retain((row) => row % 3 !== 0);
        const kept = names.filter((_, row) => row % 3 !== 0);
        for (const name of names) {
          table.key.set(name);
          expect(table.find()).toBe(kept.indexOf(name));
        }
      }),
    );
  });
});
