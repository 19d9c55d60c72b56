import { describe, expect, it } from "vitest";
import { UsageError } from "./command";
import { timeOf } from "./time-of";

describe("a time on the command line", () => {
  it.each([
    ["2026-03-02", "2026-03-02T00:00:00.000Z"],
    ["2026-03-02T08:00", "2026-03-02T08:00:00.000Z"],
    ["2026-03-02 08:00:05", "2026-03-02T08:00:05.000Z"],
    ["2026-03-02T08:00+02:00", "2026-03-02T06:00:00.000Z"],
    ["2026-03-02T08:00:00.123456z", "2026-03-02T08:00:00.123Z"],
  ])("%s is %s", (text, time) => {
    expect(timeOf(text, "--from")).toBe(time);
  });

  it.each(["yesterday", "2026-13-40", "08:00", "2026", ""])("says what it wants in place of '%s'", (text) => {
    expect(() => timeOf(text, "--from")).toThrow(UsageError);
    expect(() => timeOf(text, "--from")).toThrow(/--from is a time like/);
  });
});
