import { expect, it } from "vitest";
import { isDay, isHour, isMoment } from "./typed-time";

it("takes a day only in the form in which days are shown, and only one that exists", () => {
  expect(["2026-03-02", "2024-02-29"].every(isDay)).toBe(true);
  expect(["02/03/2026", "2026-3-2", "2026-02-30", "2025-02-29", "2026-13-01", "0000-01-01", ""].some(isDay)).toBe(
    false,
  );
});

it("takes a time in UTC as it is shown, and as an address bar has it", () => {
  const taken = [
    "2026-03-02 08:00",
    "2026-03-02 08:00:30",
    "2026-03-02 08:00:00 UTC",
    "2026-03-02T08:00",
    "2026-03-02T08:00:30Z",
  ];
  expect(taken.every(isMoment)).toBe(true);
  expect(
    ["2026-03-02", "2026-03-02 24:00", "2026-03-02 8:00", "2026-02-30 08:00", "2026-03-02 08:00 CET"].some(isMoment),
  ).toBe(false);
});

it("takes an hour of the day from 00:00 to 23:59", () => {
  expect(["00:00", "08:30", "23:59"].every(isHour)).toBe(true);
  expect(["24:00", "8:00", "08:60", "8 PM"].some(isHour)).toBe(false);
});
