import { expect, test } from "vitest";
import { placeAfter } from "./step-by-arrows";

test("arrows go around the ends of a row, Home and End to them", () => {
  expect(placeAfter("ArrowRight", 2, 3, false)).toBe(0);
  expect(placeAfter("ArrowLeft", 0, 3, false)).toBe(2);
  expect(placeAfter("ArrowRight", 0, 3, false)).toBe(1);
  expect(placeAfter("Home", 2, 3, false)).toBe(0);
  expect(placeAfter("End", 0, 3, false)).toBe(2);
});

test("up and down choose among radios, and scroll beside tabs", () => {
  expect(placeAfter("ArrowDown", 0, 3, true)).toBe(1);
  expect(placeAfter("ArrowUp", 0, 3, true)).toBe(2);
  expect(placeAfter("ArrowDown", 0, 3, false)).toBeNull();
});

test("other keys, and keys from elsewhere, choose nothing", () => {
  expect(placeAfter("a", 0, 3, true)).toBeNull();
  expect(placeAfter("ArrowRight", -1, 3, true)).toBeNull();
  expect(placeAfter("Home", 0, 0, true)).toBeNull();
});
