import { expect, it } from "vitest";
import { stepsOf } from "./risk-waterfall";

const row = (points: number, side: "likelihood" | "mitigation" = "likelihood") => ({
  key: `${points}`,
  label: "",
  side,
  points,
  because: "",
  citation: null,
});

it("lets each bar begin where the one before ended, also downwards", () => {
  const steps = stepsOf([row(40), row(30), row(-20, "mitigation")]);
  expect(steps.map((it) => [it.fromPercent, it.widthPercent])).toEqual([
    [0, 40],
    [40, 30],
    [50, 20],
  ]);
});

it("never draws outside of the scale", () => {
  const steps = stepsOf([row(80), row(50), row(-200, "mitigation")]);
  for (const it of steps) {
    expect(it.fromPercent).toBeGreaterThanOrEqual(0);
    expect(it.fromPercent + it.widthPercent).toBeLessThanOrEqual(100);
  }
});
