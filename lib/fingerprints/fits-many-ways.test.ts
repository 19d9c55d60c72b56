import { expect, it } from "vitest";
import { fitsManyWays } from "./fits-many-ways";
import { FINGERPRINT_ROWS } from "./rows";

it.each([
  "^(a+)+$",
  "^((a)+)+$",
  "^((a)+b?)+$",
  "^(?:a|a)+$",
  "^(?:a|ab|b){2,}$",
  "^(?:x(?:y|z))*$",
  "^(?:a?){30}$",
  "^(?:a+){2,5}$",
  "^(?:a|a){0,30}$",
  "^(?:\\d{1,3})+$",
  "^(?:\\(a+)+$",
  "^(?:[)(]+)+$",
  "(?<model>(?:\\w+ )*)x",
])("%s can take for ever", (pattern) => {
  expect(fitsManyWays(pattern)).toBe(true);
});

it.each([
  "^Acme Mixer (?<model>M\\d+)",
  "^(?:Acme|Axis) (?<model>\\w+)(?: v(?<version>\\d+\\.\\d+))?$",
  "^(?:\\d{1,3}\\.){3}\\d{1,3}$",
  "^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$",
  "a{2}b{3,}",
  "^\\(.*\\)+$",
  "(?=.*x)y+",
  "",
])("%s ends", (pattern) => {
  expect(fitsManyWays(pattern)).toBe(false);
});

it("the rows that are shipped keep to it", () => {
  // Parts behind a dash fit in one way only, as no part holds a dash: the one form that is known to end.
  const parts = "(?:-\\w+)*";
  const endless = FINGERPRINT_ROWS.filter(({ pattern }) => fitsManyWays(pattern.replaceAll(parts, "")));
  expect(endless.map(({ pattern }) => pattern)).toEqual([]);
});
