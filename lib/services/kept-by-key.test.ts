import { expect, test } from "vitest";
import { KeptByKey } from "./kept-by-key";

test("each question keeps its answer for its state, and the oldest question goes where there are too many", async () => {
  const kept = new KeptByKey<number>(2);
  let asked = 0;
  const answer = async () => ++asked;
  expect(await kept.get("a", [1], answer)).toBe(1);
  expect(await kept.get("b", [1], answer)).toBe(2);
  expect(await kept.get("a", [1], answer)).toBe(1);
  expect(await kept.get("a", [2], answer)).toBe(3);
  expect(await kept.get("c", [1], answer)).toBe(4);
  expect(await kept.get("b", [1], answer)).toBe(2);
  expect(await kept.get("a", [2], answer)).toBe(5);
});

test("who works a question out anew is told its last answer, not that of another question", async () => {
  const kept = new KeptByKey<string>(2);
  const answer = async (last: string | undefined) => `behind ${last}`;
  await kept.get("a", [1], async () => "first");
  expect(await kept.get("b", [1], answer)).toBe("behind undefined");
  expect(await kept.get("a", [2], answer)).toBe("behind first");
});
