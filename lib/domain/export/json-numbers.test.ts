import fc from "fast-check";
import { expect, it } from "vitest";
import { jsonNumbers } from "./json-numbers";

const textOf = (column: ArrayLike<number>) => new TextDecoder().decode(jsonNumbers(column));

it("writes whole numbers as JSON.stringify does", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.maxSafeInteger(), fc.integer(), fc.nat(200))), (numbers) => {
      expect(textOf(numbers)).toBe(JSON.stringify(numbers));
      expect(textOf(Float64Array.from(numbers))).toBe(JSON.stringify(numbers));
    }),
  );
  const edges = [0, 9, 10, 99, 100, 999_999_999, 1_000_000_000, 1_000_000_001, 1_767_225_600_000_000, 2 ** 53 - 1];
  expect(textOf(edges)).toBe(JSON.stringify(edges));
  expect(textOf([])).toBe("[]");
});

it("writes what is not known as null", () => {
  expect(textOf([1, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN])).toBe("[1,null,null,null]");
});
