import { expect, it } from "vitest";
import { dailyBytes } from "./daily-bytes";

it("puts a zero for every day without traffic, across the end of a month", () => {
  const items = [
    { day: "2026-01-30", flows: 1, bytes: 10 },
    { day: "2026-02-02", flows: 2, bytes: 30 },
    { day: "2026-02-03", flows: 1, bytes: 5 },
  ];
  expect(dailyBytes(items)).toEqual([10, 0, 0, 30, 5]);
});

it("is empty without days", () => {
  expect(dailyBytes([])).toEqual([]);
});
