import fc from "fast-check";
import { expect, test } from "vitest";
import { findPage } from "./find-page";
import { findRank } from "./find-rank";
import { compareRoughly, finerText, roughText } from "./rough-order";

const text = fc.option(fc.string({ unit: "binary", maxLength: 9 }), { nil: null });
const similar = fc.option(fc.stringMatching(/^plc-(é|þ|ÿ|Ā|Ё|[0-9]){0,10}$/u), { nil: null });

test("a text's number is in the order of the texts, or equal", () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: "binary" }), similar),
      fc.oneof(fc.string({ unit: "binary" }), similar),
      (a, b) => {
        if (a === null || b === null) return;
        if (roughText(a) < roughText(b)) expect(a < b).toBe(true);
        if (a < b) expect(roughText(a)).toBeLessThanOrEqual(roughText(b));
        const both = [a, b];
        const order = { values: Float64Array.from(both, roughText), finer: Float64Array.from(both, finerText) };
        const roughly = compareRoughly(order, 0, 1);
        if (roughly !== 0) expect(a < b).toBe(roughly < 0);
      },
    ),
  );
});

test("pages one after the other are all rows of the mask in order, with the rough order and without", () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(text, similar), { maxLength: 40 }),
      fc.boolean(),
      fc.constantFrom("no", "rough", "finer"),
      fc.integer({ min: 1, max: 7 }),
      (names, isDescending, roughness, limit) => {
        const mask = Uint8Array.from(names, (_, row) => (row % 5 === 3 ? 0 : 1));
        const idOf = (row: number) => `id-${(row * 7) % 41}`;
        const keyOf = (row: number) => names[row] ?? null;
        const values = Float64Array.from(names, roughText);
        const finer = roughness === "finer" ? { finer: Float64Array.from(names, finerText) } : {};
        const rough = roughness === "no" ? {} : { rough: { values, ...finer } };
        const compareTo = (row: number, id: string) => (idOf(row) < id ? -1 : idOf(row) === id ? 0 : 1);
        const ids = { compareTo, compare: (a: number, b: number) => compareTo(a, idOf(b)) };
        const order = { keyOf, ids, isDescending, ...rough };
        const walked: number[] = [];
        for (let after: { value: string | null; id: string } | null = null; ; ) {
          const page: number[] = findPage(mask, order, after, limit);
          walked.push(...page);
          const last = page.at(-1);
          if (last === undefined) break;
          after = { value: keyOf(last), id: idOf(last) };
        }
        const sorted = names.flatMap((_, row) => (mask[row] === 1 ? [row] : []));
        sorted.sort((a, b) => {
          const [x, y] = [keyOf(a), keyOf(b)];
          if (x !== y) {
            if (x === null) return 1;
            if (y === null) return -1;
            return x < y === isDescending ? 1 : -1;
          }
          return idOf(a) < idOf(b) ? -1 : 1;
        });
        expect(walked).toEqual(sorted);
        const roughOrder = { ...order, rough: { values, ...finer } };
        expect(Array.from({ length: sorted.length + 1 }, (_, rank) => findRank(mask, roughOrder, rank))).toEqual([
          ...sorted,
          undefined,
        ]);
      },
    ),
  );
});

test.each([
  ["ascending", false],
  ["descending", true],
])("looks at few keys where rows already stand in their order, %s", (_, isDescending) => {
  const count = 20_000;
  let looked = 0;
  const keyOf = (row: number) => {
    looked += 1;
    return row;
  };
  const compare = (a: number, b: number) => a - b;
  const ids = { compare, compareTo: (row: number, id: string) => row - Number(id) };
  const mask = new Uint8Array(count).fill(1);
  const page = findPage(mask, { keyOf, ids, isDescending }, null, 100);
  expect(page[0]).toBe(isDescending ? count - 1 : 0);
  expect(looked).toBeLessThan(3 * count);
});
