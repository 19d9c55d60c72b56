import { describe, expect, it } from "vitest";
import { foldSmallest, type WaterfallRow, waterfallSteps } from "./prepare-waterfall";

function row(points: number, side: WaterfallRow["side"] = "likelihood"): WaterfallRow {
  return { key: `${side} ${points}`, label: `${points}`, side, points, because: "", citation: null };
}

describe("waterfallSteps", () => {
  it("lets each bar begin where the one before ended, also downwards", () => {
    const steps = waterfallSteps([row(40), row(40), row(-20, "mitigation")]);
    expect(steps.map((it) => [it.fromPercent, it.widthPercent])).toEqual([
      [0, 50],
      [50, 50],
      [75, 25],
    ]);
  });

  it("never draws outside of the scale", () => {
    for (const it of waterfallSteps([row(80), row(50), row(-200, "mitigation"), row(0)])) {
      expect(it.fromPercent).toBeGreaterThanOrEqual(0);
      expect(it.fromPercent + it.widthPercent).toBeLessThanOrEqual(100);
    }
    expect(waterfallSteps([])).toEqual([]);
  });
});

describe("foldSmallest", () => {
  const rows = [row(10), row(1), row(5), row(2), row(10, "impact"), row(4, "impact"), row(3, "impact")];
  const sum = (all: readonly WaterfallRow[]) => all.reduce((total, it) => total + it.points, 0);

  it("keeps the sum, the order of sides and the largest", () => {
    const folded = foldSmallest(rows, 5);
    expect(folded.length).toBe(5);
    expect(sum(folded)).toBe(sum(rows));
    expect(folded.map((it) => it.label)).toEqual(["10", "3 smaller factors", "10", "4", "3"]);
  });

  it("leaves what fits as it is", () => {
    expect(foldSmallest(rows, 7)).toEqual(rows);
  });
});
