import { expect, it } from "vitest";
import { blocksOf, maxOf, minOf, pushAll } from "./long-lists";

it("does what the calls with many arguments do, also where these end with a full stack", () => {
  const many = Array.from({ length: 300_000 }, (_, at) => at - 7);
  expect(() => Math.max(...many)).toThrow(RangeError);
  expect([minOf(many), maxOf(many)]).toEqual([-7, 299_992]);
  const into = [1];
  pushAll(into, many);
  expect([into.length, into.at(-1)]).toEqual([300_001, 299_992]);
  for (const few of [[], [3], [3, Number.NaN, 4]]) {
    expect([minOf(few), maxOf(few)]).toEqual([Math.min(...few), Math.max(...few)]);
  }
});

it("gives every item once, in its order, in blocks of the size and a shorter one behind them", () => {
  expect([...blocksOf([1, 2, 3, 4, 5], 2)]).toEqual([[1, 2], [3, 4], [5]]);
  expect([...blocksOf([1, 2, 3, 4], 2)]).toEqual([
    [1, 2],
    [3, 4],
  ]);
  expect([...blocksOf([], 2)]).toEqual([]);
});
