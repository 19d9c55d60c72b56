import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { completeQuery, type KnownValues, quoteValue } from "./complete-query";
import { parseQuery } from "./parse-query";

const known: KnownValues = (key) =>
  key === "vendor"
    ? [
        { value: "Axis", count: 4 },
        { value: "Siemens", count: 30 },
      ]
    : key === "zone"
      ? [{ value: "Cell 3", count: 7 }]
      : [];

const complete = (text: string) => completeQuery(text, text.length, known);
const applied = (text: string) => complete(text).map((it) => text.slice(0, it.from) + it.insert + text.slice(it.to));

it("a value in its quotes is read as the text that it is, whatever it holds", () => {
  const signs = fc.constantFrom("<", ">", "=", "!", '"', "\\", ",", "(", ")", " ", "*", ":", "a", "-", "or");
  fc.assert(
    fc.property(fc.array(signs, { minLength: 1, maxLength: 6 }), (parts) => {
      const value = parts.join("");
      const pattern = ["", value, ""];
      expect(parseQuery(`vendor:${quoteValue(value)}`)).toEqual({
        query: { kind: "text", field: "vendor", pattern },
        error: null,
      });
    }),
  );
});

describe("completeQuery", () => {
  it("offers keys that begin with the word, then values of any key as a term", () => {
    expect(applied("-(ven")).toEqual(["-(vendor:"]);
    expect(applied("x sie")).toEqual(["x vendor:Siemens"]);
    expect(applied("cell")).toEqual(['zone:"Cell 3"']);
  });

  it("offers a key's values with their counts, also in quotes and behind a comma", () => {
    expect(complete("vendor:").map((it) => [it.label, it.count])).toEqual([
      ["Siemens", 30],
      ["Axis", 4],
    ]);
    expect(applied('zone:"Ce')).toEqual(['zone:"Cell 3"']);
    expect(applied("vendor:axis,si")).toEqual(["vendor:axis,Siemens"]);
    expect(applied("state:sa")).toEqual(["state:sanctioned", "state:unsanctioned"]);
  });

  it("offers nothing where nothing can be meant", () => {
    for (const text of ["", "vendor:axis ", "nothing:x", '"quoted']) expect(complete(text)).toEqual([]);
  });
});
