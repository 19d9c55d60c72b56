import { expect, it } from "vitest";
import { weekHours } from "./week-hours";

const us = (iso: string) => Date.parse(iso) * 1000;
const touched = (first: string, last: string) =>
  weekHours([{ firstUs: us(first), lastUs: us(last) }]).flatMap((count, hour) => (count > 0 ? [hour] : []));

it("counts a spell in every hour that it touches, Monday first", () => {
  expect(touched("2026-03-02T08:59:00Z", "2026-03-02T10:01:00Z")).toEqual([8, 9, 10]);
  expect(touched("2026-03-08T23:30:00Z", "2026-03-09T00:10:00Z")).toEqual([0, 167]);
});

it("does not claim the hours between the ends of a long spell", () => {
  expect(touched("2026-03-02T01:00:00Z", "2026-03-06T02:00:00Z")).toEqual([1, 4 * 24 + 2]);
});
