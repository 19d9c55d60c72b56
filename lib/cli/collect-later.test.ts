import { expect, test } from "vitest";
import { growthPercent } from "./collect-later";

const MIB = 1_024 * 1_024;

test("a small heap fills up to its bound before V8 collects, a large one grows by the least percentage", () => {
  for (const usedBytes of [4, 10, 24, 60, 68].map((size) => size * MIB)) {
    const nextBytes = usedBytes * (1 + growthPercent(usedBytes) / 100);
    expect(nextBytes).toBeLessThanOrEqual(96 * MIB);
    expect(nextBytes).toBeGreaterThan(85 * MIB);
  }
  for (const usedBytes of [70, 96, 160, 2_000].map((size) => size * MIB)) expect(growthPercent(usedBytes)).toBe(40);
});
