import fc from "fast-check";
import { expect, test } from "vitest";
import { countFacets, type FacetColumn, narrowByFacets, tallyFacets } from "./count-facets";
import { JointColumn } from "./joint-column";
import { TextColumn } from "./text-column";

const FACETS = ["vendor", "role", "state"] as const;
type Facet = (typeof FACETS)[number];
const value = fc.option(fc.constantFrom("a", "b", "c"), { nil: null });

const codesOf = ({ codes, tally }: TextColumn | JointColumn) => ({ codes, tally });

test("each facet counts the rows that pass the mask and all other choices, however many those are", () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ vendor: value, role: value, state: value, isIn: fc.boolean() }), { maxLength: 100 }),
      fc.record({ vendor: fc.subarray(["a", "b", "unknown"]), role: fc.subarray(["a", "unknown"]) }),
      fc.boolean(),
      (drawn, wanted, isAll) => {
        const rows = isAll ? drawn.map((it) => ({ ...it, isIn: true })) : drawn;
        const isChosen = (facet: Facet, text: string | null) => {
          const values: string[] = facet === "state" ? [] : wanted[facet];
          return values.length === 0 || values.includes(text ?? "unknown");
        };
        const texts = { vendor: new TextColumn(), role: new TextColumn(), state: new TextColumn() };
        const joint = new JointColumn([texts.role, texts.state]);
        const put = (row: number, it: Record<Facet, string | null>) => {
          for (const facet of FACETS) texts[facet].set(row, it[facet]);
          joint.set(row);
        };
        // What stood there before does not count.
        for (const row of rows.keys()) put(row, { vendor: "c", role: "c", state: "c" });
        for (const [row, it] of rows.entries()) put(row, it);
        const facetOf = (facet: Facet) => {
          const values: string[] = facet === "state" ? [] : wanted[facet];
          const valuesOf = texts[facet].values.map((text) => [text ?? "unknown"]);
          return { facet, valuesOf, chosen: values.length === 0 ? null : new Set(values) };
        };
        const columns: FacetColumn<Facet>[] = [
          { ...codesOf(texts.vendor), facets: [{ ...facetOf("vendor"), codeOf: null }] },
          {
            ...codesOf(joint),
            facets: (["role", "state"] as const).map((it, at) => ({ ...facetOf(it), codeOf: joint.parts[at] ?? [] })),
          },
        ];
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
        if (isAll && columns.every(({ facets }) => facets.every(({ chosen }) => chosen === null))) {
          const tallied = tallyFacets(columns, rows.length).map((it) => `${it.facet} ${it.value} ${it.count}`);
          expect(tallied.sort()).toEqual(expected.sort());
        }
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

test("a joint column tells tuples apart whose codes are too large to stand side by side in one number", () => {
  const codes = Uint32Array.of(1 << 30, 0, 1 << 30, 7, 7);
  const others = Uint32Array.of(5, 5, 5, 1 << 29, 1 << 29);
  const joint = new JointColumn([{ codes }, { codes: others }]);
  for (const row of codes.keys()) joint.set(row);
  const tuples = [...joint.codes.subarray(0, 5)].map((code) => joint.parts.map((part) => part[code]));
  expect(tuples).toEqual([...codes].map((code, row) => [code, others[row]]));
  expect(new Set(joint.codes.subarray(0, 5)).size).toBe(3);
});
