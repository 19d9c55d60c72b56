import { expect, it } from "vitest";
import { canonicalJson } from "./canonical-json";

it("gives one text for equal values, whatever the order of their keys", () => {
  const one = { b: [{ y: 1, x: "ä\n" }], a: null, 10: true, 9: 0.5, none: undefined };
  const other = { 9: 0.5, a: null, b: [{ x: "ä\n", y: 1 }], 10: true };
  expect(canonicalJson(one)).toBe(canonicalJson(other));
  expect(JSON.parse(canonicalJson(one))).toEqual(other);
});

it("gives other texts for other values, be it a key with a name of its own", () => {
  const named = JSON.parse('{"__proto__":{"a":1}}');
  expect(canonicalJson(named)).toBe('{"__proto__":{"a":1}}');
  const texts = [{}, { a: null }, { a: [null] }, { a: [] }, { a: "1" }, { a: 1 }, [1], 1, "1", null, undefined, named];
  // What is not there is null, as in JSON's own arrays.
  expect(new Set(texts.map(canonicalJson)).size).toBe(texts.length - 1);
});
