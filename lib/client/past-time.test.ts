import { expect, it } from "vitest";
import { fieldTimeOf, pastTimeOf } from "./past-time";

it("reads what a date field gives as UTC, and keeps a zone that is written", () => {
  expect(pastTimeOf("2026-03-02T08:00")).toBe("2026-03-02T08:00:00.000Z");
  expect(pastTimeOf("2026-03-02T08:00:05.123Z")).toBe("2026-03-02T08:00:05.123Z");
  expect(pastTimeOf("2026-03-02T08:00:00+02:00")).toBe("2026-03-02T06:00:00.000Z");
  expect(fieldTimeOf("2026-03-02T08:00:05.123Z")).toBe("2026-03-02 08:00:05");
});

it("reads a time as it is shown", () => {
  expect(pastTimeOf("2026-03-02 08:00")).toBe("2026-03-02T08:00:00.000Z");
  expect(pastTimeOf(" 2026-03-02 08:00:05 UTC ")).toBe("2026-03-02T08:00:05.000Z");
  expect(pastTimeOf(fieldTimeOf("2026-03-02T08:00:05.123Z"))).toBe("2026-03-02T08:00:05.000Z");
});

it("takes nothing else for a time", () => {
  const never = ["0000-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"];
  for (const text of [undefined, "", "yesterday", "2026", "2026-13-41T08:00", ["2026-03-02T08:00"], ...never])
    expect(pastTimeOf(text)).toBeNull();
});
