import { expect, it } from "vitest";
import { EVERYTHING, type Query } from "../query/query";
import { KeptMasks, splitSteady } from "./kept-masks";

const words = (text: string): Query => ({ kind: "words", text });

it("evaluates a query once for a state, gives each asker a mask of his own, and forgets with the state", () => {
  const kept = new KeptMasks();
  let evaluated = 0;
  const ask = (query: Query, state: readonly unknown[]) =>
    kept.get(query, state, () => {
      evaluated++;
      return Uint8Array.from([1, 0, evaluated]);
    });
  const first = ask(words("a"), [1]);
  expect([...first]).toEqual([1, 0, 1]);
  // Callers narrow their mask, and give it back to be used for something else.
  first.fill(7);
  const second = ask(words("a"), [1]);
  expect([...second]).toEqual([1, 0, 1]);
  second.fill(9);
  expect([...ask(words("a"), [1])]).toEqual([1, 0, 1]);
  expect([...ask(words("b"), [1])]).toEqual([1, 0, 2]);
  expect([...ask(words("a"), [2])]).toEqual([1, 0, 3]);
  expect(evaluated).toBe(3);
});

it("keeps the queries that were asked last", () => {
  const kept = new KeptMasks();
  const evaluated: string[] = [];
  const ask = (text: string) =>
    kept.get(words(text), [], () => {
      evaluated.push(text);
      return new Uint8Array(1);
    });
  for (const text of "abcdefgh") ask(text);
  ask("a");
  ask("i");
  ask("a");
  ask("b");
  expect(evaluated.join("")).toBe("abcdefghib");
});

it("keeps of a query what does not depend on the moment or on names, and never the rest", () => {
  const ago: Query = { kind: "time", field: "last", from: { agoUs: 1 }, to: null };
  const zone: Query = { kind: "text", field: "zone", pattern: ["cell"] };
  const steady: Query = { kind: "or", parts: [words("a"), { kind: "not", part: words("b") }] };
  const moving: Query[] = [{ kind: "or", parts: [words("a"), { kind: "not", part: ago }] }, zone];
  expect(splitSteady({ kind: "and", parts: [ago, steady, ...moving] })).toEqual({
    steady: { kind: "and", parts: [steady] },
    moving: { kind: "and", parts: [ago, ...moving] },
  });
  expect(splitSteady(zone).steady).toEqual(EVERYTHING);
  expect(splitSteady(steady).moving).toEqual(EVERYTHING);
});
