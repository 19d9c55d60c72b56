import { describe, expect, it } from "vitest";
import { isoDay } from "../site-calendar";
import { expectedWithin, findRecurrence, isRare } from "./find-recurrence";

const day = (iso: string) => Date.parse(`${iso}T00:00:00Z`) / 86_400_000;
const span = (from: string, to: string) => {
  const days: number[] = [];
  for (let at = day(from); at <= day(to); at++) days.push(at);
  return days;
};
const QUARTER = span("2026-01-01", "2026-03-31");

describe("findRecurrence", () => {
  it("knows every day, working days and one day of the week from each other", () => {
    expect(
      findRecurrence(
        QUARTER.filter((it) => it % 9 !== 0),
        QUARTER,
      ),
    ).toEqual({ kind: "daily" });
    const weekday = (at: number) => new Date(at * 86_400_000).getUTCDay();
    const working = QUARTER.filter((at) => weekday(at) >= 1 && weekday(at) <= 5);
    expect(findRecurrence(working, QUARTER)).toEqual({ kind: "weekly", weekdays: [0, 1, 2, 3, 4] });
    expect(
      findRecurrence(
        QUARTER.filter((at) => weekday(at) === 0),
        QUARTER,
      ),
    ).toEqual({ kind: "weekly", weekdays: [6] });
  });

  it("finds a monthly job by its day, by the month's last day, by its weekday, and about a day", () => {
    const of = (...days: string[]) => findRecurrence(days.map(day), QUARTER);
    expect(of("2026-01-05", "2026-02-05", "2026-03-05")).toMatchObject({
      kind: "monthly",
      on: { by: "day", dayOfMonth: 5 },
      occurrences: 3,
    });
    expect(of("2026-01-31", "2026-02-28")).toMatchObject({ kind: "monthly", on: { by: "last-day" } });
    expect(of("2026-01-04", "2026-02-01", "2026-03-01")).toMatchObject({
      kind: "monthly",
      on: { by: "weekday", nth: 1, weekday: 6 },
    });
    expect(of("2026-01-01", "2026-02-02", "2026-03-03")).toMatchObject({ kind: "monthly", on: { by: "about" } });
  });

  it("says when a monthly job is due next, over the ends of months", () => {
    const found = findRecurrence([day("2026-01-30"), day("2025-12-30")], span("2025-12-01", "2026-02-15"));
    expect(found.kind === "monthly" && isoDay(found.nextDay)).toBe("2026-02-28");
  });

  it("takes a run over midnight for one occurrence, and a missed month that was not watched for none", () => {
    const night = ["2026-01-05", "2026-01-06", "2026-02-05", "2026-02-06"].map(day);
    expect(findRecurrence(night, span("2026-01-01", "2026-02-28"))).toMatchObject({ kind: "monthly", occurrences: 2 });
    const watched = QUARTER.filter((at) => at < day("2026-02-01") || at > day("2026-02-20"));
    expect(findRecurrence(["2026-01-05", "2026-03-05"].map(day), watched).kind).toBe("monthly");
    expect(findRecurrence(["2026-01-05", "2026-03-05"].map(day), QUARTER).kind).toBe("irregular");
  });

  it("claims nothing from too little evidence", () => {
    expect(findRecurrence([], QUARTER)).toEqual({ kind: "untimed" });
    expect(findRecurrence([day("2026-01-05")], span("2026-01-01", "2026-01-13"))).toEqual({ kind: "unknown" });
    expect(findRecurrence([day("2026-01-05")], QUARTER)).toEqual({ kind: "once" });
    // Two days a month apart with nothing between them are two visits of a capture, not a rhythm.
    expect(findRecurrence(["2026-01-05", "2026-02-05"].map(day), [day("2026-01-20")]).kind).not.toBe("monthly");
  });

  it("does not depend on the order or on repeated days", () => {
    const days = ["2026-03-05", "2026-01-05", "2026-02-05", "2026-01-05"].map(day);
    expect(findRecurrence(days, [...QUARTER].reverse())).toEqual(findRecurrence([...days].sort(), QUARTER));
  });

  it("tells silence that is due from silence that is not", () => {
    const monthly = findRecurrence(["2026-01-05", "2026-02-05"].map(day), span("2026-01-01", "2026-02-28"));
    expect(isRare(monthly)).toBe(true);
    expect(expectedWithin(monthly, day("2026-03-02"), day("2026-03-08"))).toBe("expected");
    expect(expectedWithin(monthly, day("2026-03-09"), day("2026-03-15"))).toBe("no");
    expect(expectedWithin({ kind: "weekly", weekdays: [6] }, day("2026-03-02"), day("2026-03-07"))).toBe("no");
    expect(expectedWithin({ kind: "once" }, 0, 7)).toBe("possible");
  });
});
