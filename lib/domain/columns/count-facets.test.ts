import fc from "fast-check";
import { expect, test } from "vitest";
import { countFacets, type FacetColumn, narrowByFacets } from "./count-facets";
import { TextColumn } from "./text-column";

const FACETS = ["vendor", "role", "state"] as const;
type Facet = (typeof FACETS)[number];
const value = fc.option(fc.constantFrom("a", "b", "c"), { nil: null });

test("each facet counts the rows that pass the mask and all other choices, however many those are", () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ vendor: value, role: value, state: value, isIn: fc.boolean() }), { maxLength: 30 }),
      fc.record({ vendor: fc.subarray(["a", "b", "unknown"]), role: fc.subarray(["a", "unknown"]) }),
      (rows, wanted) => {
        const isChosen = (facet: Facet, text: string | null) => {
          const values: string[] = facet === "state" ? [] : wanted[facet];
          return values.length === 0 || values.includes(text ?? "unknown");
        };
        const columns = FACETS.map((facet): FacetColumn<Facet> => {
          const column = new TextColumn();
          // What stood there before does not count.
          for (const row of rows.keys()) column.set(row, "c");
          for (const [row, it] of rows.entries()) column.set(row, it[facet]);
          const values: string[] = facet === "state" ? [] : wanted[facet];
          return {
            facet,
            codes: column.codes,
            tally: column.tally,
            valuesOf: column.values.map((text) => [text ?? "unknown"]),
            chosen: values.length === 0 ? null : new Set(values),
          };
        });
        const mask = Uint8Array.from(rows, ({ isIn }) => (isIn ? 1 : 0));
        const expected = FACETS.flatMap((facet) =>
          ["a", "b", "c", null].flatMap((text) => {
            const others = FACETS.filter((it) => it !== facet);
            const fitting = rows.filter(
              (row) => row.isIn && row[facet] === text && others.every((it) => isChosen(it, row[it])),
            );
            return fitting.length === 0 ? [] : [`${facet} ${text ?? "unknown"} ${fitting.length}`];
          }),
        );
        const counts = countFacets(columns, mask).map((it) => `${it.facet} ${it.value} ${it.count}`);
        expect(counts.sort()).toEqual(expected.sort());
        narrowByFacets(columns, mask);
        expect([...mask]).toEqual(
          rows.map((row) => (row.isIn && FACETS.every((facet) => isChosen(facet, row[facet])) ? 1 : 0)),
        );
      },
    ),
  );
});

test("a column keeps its texts and their tally while its codes grow wider", () => {
  const column = new TextColumn();
  const texts = Array.from({ length: 70_000 }, (_, row) => (row % 1000 === 0 ? null : `text ${row}`));
  for (const [row, text] of texts.entries()) column.set(row, text);
  expect(texts.every((text, row) => column.values[column.codes[row] as number] === text)).toBe(true);
  expect(column.tally.slice(1).every((count) => count === 1)).toBe(true);
  expect(column.values).toHaveLength(69_931);
});
