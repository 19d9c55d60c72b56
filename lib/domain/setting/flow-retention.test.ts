import { expect, test } from "vitest";
import { DEFAULT_FLOW_RETENTION, monthsToDrop } from "./flow-retention";

const NOW = new Date("2026-02-01T00:00:00Z");
const MONTHS = ["2025-10", "2025-11", "2025-12", "2026-01", "2026-02"];

test("months go as a whole, and never the current one or those that the setting keeps behind it", () => {
  expect(monthsToDrop(MONTHS, { months: 1 }, NOW)).toEqual(["2025-10", "2025-11", "2025-12"]);
  expect(monthsToDrop(MONTHS, { months: 3 }, NOW)).toEqual(["2025-10"]);
  expect(monthsToDrop(MONTHS, { months: 4 }, NOW)).toEqual([]);
});

test("nothing goes while nobody asked for it", () => {
  expect(monthsToDrop(MONTHS, DEFAULT_FLOW_RETENTION, NOW)).toEqual([]);
});
