import { expect, it } from "vitest";
import { KeptBeside } from "./kept-beside";

it("an answer is worked out once for an object and what else it depends on, and never given for another", () => {
  const kept = new KeptBeside<object, number>();
  let asked = 0;
  const ask = (owner: object, key: string) => kept.get(owner, key, () => ++asked);
  const [one, other] = [{}, {}];
  expect([ask(one, "a"), ask(one, "a"), ask(other, "a"), ask(one, "a")]).toEqual([1, 1, 2, 1]);
  expect([ask(one, "b"), ask(one, "b"), ask(other, "a")]).toEqual([3, 3, 2]);
});
