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

test("whoever works out the next answer is told the last one that there was", async () => {
  const kept = new KeptForState<string>();
  const told: (string | undefined)[] = [];
  const answer = (next: string) => async (last: string | undefined) => {
    told.push(last);
    return next;
  };
  await kept.get(["1"], answer("one"));
  await Promise.all([kept.get(["2"], answer("two")), kept.get(["3"], answer("three"))]);
  await kept
    .get(["4"], async () => {
      throw new Error("not now");
    })
    .catch(() => {});
  await kept.get(["5"], answer("five"));
  expect(told).toEqual([undefined, "one", "one", "three"]);
});
