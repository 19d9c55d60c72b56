import fc from "fast-check";
import { expect, it } from "vitest";
import { readFlag, readHours, sayFlag, sayHours } from "./ledger-csv";

it("reads the hours and flags that it writes", () => {
  const hours = fc.record({
    days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }).map((it) => it.sort((a, b) => a - b)),
    fromMinute: fc.integer({ min: 0, max: 1439 }),
    toMinute: fc.integer({ min: 0, max: 1440 }),
  });
  fc.assert(
    fc.property(fc.option(hours), (it) => {
      expect(readHours(sayHours(it))).toEqual(it && { ...it });
    }),
  );
  for (const flag of [true, false, null]) expect(readFlag(sayFlag(flag))).toBe(flag);
});

it("takes nothing for hours or a flag that is none", () => {
  for (const text of ["Mon", "Mon 8-17", "Foo 08:00-17:00", "Mon 24:00-08:00", "Mon 08:61-09:00", "08:00-17:00"]) {
    expect(readHours(text), text).toBeUndefined();
  }
  expect(readFlag("maybe")).toBeUndefined();
});
