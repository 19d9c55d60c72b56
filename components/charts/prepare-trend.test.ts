import { expect, test } from "vitest";
import { dayLabel, prepareTrend } from "./prepare-trend";

const point = (day: string, risk: number) => ({ day, risk, devices: 3, unsanctioned: 1 });

test("orders days by time and leaves days without data out", () => {
  const points = prepareTrend([point("2026-03-09", 40), point("2026-03-02", 50)]);
  expect(points.map((it) => [it.day, it.risk])).toEqual([
    ["2026-03-02", 50],
    ["2026-03-09", 40],
  ]);
  expect((points[1]?.atMs ?? 0) - (points[0]?.atMs ?? 0)).toBe(7 * 86_400_000);
});

test("passes over a day that is none", () => {
  expect(prepareTrend([point("yesterday", 1)])).toEqual([]);
});

test("names days in UTC", () => {
  expect(dayLabel(Date.UTC(2026, 2, 2))).toBe("2 Mar");
});
