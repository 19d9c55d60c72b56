import { expect, test } from "vitest";
import { growthPercent } from "./heap-growth";

const MIB = 1_024 * 1_024;

test("a small heap fills up to its bound before V8 collects, one beyond it grows by 40 percent", () => {
  for (const usedBytes of [4, 10, 24, 60, 68].map((size) => size * MIB)) {
    const nextBytes = usedBytes * (1 + growthPercent(usedBytes) / 100);
    expect(nextBytes).toBeLessThanOrEqual(96 * MIB);
    expect(nextBytes).toBeGreaterThan(85 * MIB);
  }
  for (const usedBytes of [70, 96, 160].map((size) => size * MIB)) expect(growthPercent(usedBytes)).toBe(40);
});

test("beside what lives in a large heap, no more rubbish lies than in one of a third of its size", () => {
  for (const usedBytes of [200, 320, 640].map((size) => size * MIB)) {
    expect((usedBytes * growthPercent(usedBytes)) / 100).toBeLessThanOrEqual(64 * MIB);
    expect(growthPercent(usedBytes)).toBeGreaterThanOrEqual(10);
  }
  expect(growthPercent(2_000 * MIB)).toBe(10);
});
