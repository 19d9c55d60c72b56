import { describe, expect, test } from "vitest";
import { sparklineShape } from "./sparkline-path";

describe("sparklineShape", () => {
  test("draws the largest value at the top and the smallest at the bottom", () => {
    expect(sparklineShape([0, 10, 5], 100, 20)).toEqual({ path: "M0 20L50 0L100 10", last: { x: 100, y: 10 } });
  });

  test("leaves a gap where there is no data", () => {
    expect(sparklineShape([1, null, 3, 2], 90, 10).path).toBe("M0 10M60 0L90 5");
  });

  test("marks a single value without pretending to a line", () => {
    expect(sparklineShape([null, null, 7], 100, 20)).toEqual({ path: "", last: { x: 100, y: 10 } });
  });

  test("draws nothing when nothing is known", () => {
    expect(sparklineShape([null, null], 100, 20)).toEqual({ path: "", last: null });
  });
});
