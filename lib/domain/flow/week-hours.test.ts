import { expect, it } from "vitest";
import { calendarOf } from "../site-calendar";
import { weekHours } from "./week-hours";

const us = (iso: string) => Date.parse(iso) * 1000;
const flow = (first: string, last: string) => ({ firstSeenUs: us(first), lastSeenUs: us(last) });
const touched = (first: string, last: string, timeZone = "UTC") =>
  weekHours([flow(first, last)], calendarOf(timeZone)).hours.flatMap((count, hour) => (count > 0 ? [hour] : []));

it("counts a flow in every hour that it touches, Monday first", () => {
  expect(touched("2026-03-02T08:59:00Z", "2026-03-02T10:01:00Z")).toEqual([8, 9, 10]);
  expect(touched("2026-03-08T23:30:00Z", "2026-03-09T00:10:00Z")).toEqual([0, 167]);
});

it("says hours as the site's clock does", () => {
  expect(touched("2026-03-02T08:59:00Z", "2026-03-02T08:59:30Z", "Europe/Berlin")).toEqual([9]);
  expect(touched("2026-03-08T23:30:00Z", "2026-03-08T23:31:00Z", "Europe/Berlin")).toEqual([0]);
});

it("does not claim the hours between the ends of a flow of days", () => {
  expect(touched("2026-03-02T01:00:00Z", "2026-03-06T02:00:00Z")).toEqual([1, 4 * 24 + 2]);
});

it("counts what has no time, and rows that stand for many, as such", () => {
  const rows = [
    { firstSeenUs: null, lastSeenUs: null, flows: 4 },
    { ...flow("2026-03-02T01:00:00Z", "2026-03-06T02:00:00Z"), flows: 3 },
  ];
  const sums = weekHours(rows, calendarOf("UTC"));
  expect(sums).toMatchObject({ longFlows: 3, untimedFlows: 4 });
  expect(sums.hours[1]).toBe(3);
});
