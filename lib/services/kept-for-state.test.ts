import { expect, test } from "vitest";
import { KeptForState } from "./kept-for-state";

test("an answer is worked out once for each state, whoever asks, and again after it failed", async () => {
  const kept = new KeptForState<number>();
  let asked = 0;
  const answer = async () => ++asked;
  const thing = {};
  expect(await Promise.all([kept.get(["1", thing], answer), kept.get(["1", thing], answer)])).toEqual([1, 1]);
  expect(await kept.get(["1", {}], answer)).toBe(2);
  expect(await kept.get(["1"], answer)).toBe(3);
  const failing = async () => {
    throw new Error("not now");
  };
  await expect(kept.get(["2"], failing)).rejects.toThrow("not now");
  expect(await kept.get(["2"], answer)).toBe(4);
});
