import { describe, expect, it } from "vitest";
import type { CustomField } from "./custom-field";
import { customKeyOf, customSortOf, customSortValue } from "./custom-sort";

const field = (type: CustomField["type"], choices: string[] = []): CustomField => ({
  key: "rack",
  title: "Rack",
  type,
  choices,
});

function sorted(of: CustomField, values: readonly string[]): string[] {
  const keyed = values.map((value) => ({ value, key: customSortValue(of, value) }));
  const known = keyed.filter(({ key }) => key !== null);
  known.sort((a, b) => ((a.key as number) < (b.key as number) ? -1 : 1));
  return [...known, ...keyed.filter(({ key }) => key === null)].map(({ value }) => value);
}

describe("fields of the installation's own sort as their type says", () => {
  it("numbers by value, and what is no number with what is unknown", () => {
    expect(sorted(field("number"), ["10", "9", "-3", "1e+21", "2.5", "rack 1"])).toEqual([
      ...["-3", "2.5", "9", "10", "1e+21"],
      "rack 1",
    ]);
  });

  it("choices in the order in which they are offered, those of before last", () => {
    expect(sorted(field("choice", ["low", "medium", "high"]), ["high", "gone", "low", "medium"])).toEqual([
      ...["low", "medium", "high"],
      "gone",
    ]);
  });

  it("texts whatever their case", () => {
    expect(sorted(field("text"), ["b", "A", "C"])).toEqual(["A", "b", "C"]);
  });

  it("names an order by the field's key, and knows it again", () => {
    expect(customKeyOf(customSortOf({ key: "cost_centre" }))).toBe("cost_centre");
    for (const text of ["risk", "field:", "field:A", "field:a'b", "field:a;drop", "field:a\n"]) {
      expect(customKeyOf(text)).toBeNull();
    }
  });
});
