import { describe, expect, it } from "vitest";
import { curvePoints } from "./prepare-curve";

describe("curvePoints", () => {
  it("runs from the plant as it is to the last step, on a scale of 0 to 100", () => {
    expect(curvePoints([80, 50, 0], 200, 100)).toEqual([
      { x: 0, y: 20 },
      { x: 100, y: 50 },
      { x: 200, y: 100 },
    ]);
    expect(curvePoints([40], 200, 100)).toEqual([{ x: 0, y: 60 }]);
  });
});
