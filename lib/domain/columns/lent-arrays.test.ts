import { expect, test } from "vitest";
import { countOnes, giveBack, lend } from "./lent-arrays";

test("ones are counted in masks of any length, also where all are", () => {
  for (const length of [0, 1, 3, 4, 5, 1019, 1020, 1021, 1024, 5003]) {
    expect(countOnes(new Uint8Array(length).fill(1))).toBe(length);
    expect(countOnes(Uint8Array.from({ length }, (_, at) => (at % 3 === 0 ? 1 : 0)))).toBe(Math.ceil(length / 3));
    expect(countOnes(new Uint8Array(length + 1).fill(1).subarray(1))).toBe(length);
  }
});

test("an array is lent to one at a time, and only in its own length", () => {
  const first = lend(Uint8Array, 7);
  const second = lend(Uint8Array, 7);
  expect(second).not.toBe(first);
  giveBack(first);
  expect(lend(Uint8Array, 8)).toHaveLength(8);
  giveBack(second);
  expect([lend(Uint8Array, 7), lend(Uint8Array, 7), lend(Uint8Array, 7)]).toHaveLength(3);
});
