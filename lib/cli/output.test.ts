import { describe, expect, it } from "vitest";
import { jsonPieces } from "./output";

describe("JSON in pieces", () => {
  const textOf = (document: Record<string, unknown>) => [...jsonPieces(document)].join("");

  it("is the JSON of the whole", () => {
    const document = {
      a: [1, "zwei \u2028", null],
      'quo"ted': { deep: [true] },
      empty: [],
      none: null,
      n: 1.5,
      s: "x",
    };
    expect(textOf(document)).toBe(JSON.stringify(document));
    expect(textOf({})).toBe("{}");
  });

  it("takes lists that are made one by one", () => {
    function* numbers() {
      yield { n: 1 };
      yield { n: 2 };
    }
    expect(textOf({ numbers: numbers(), none: new Set() })).toBe('{"numbers":[{"n":1},{"n":2}],"none":[]}');
  });
});
