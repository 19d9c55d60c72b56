import fc from "fast-check";
import { expect, test } from "vitest";
import { type AgeClock, ageTimeMs, lookAtClock, wasSetRight } from "./age-clock";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 0, 1);
const YEARS = 10 * 365 * DAY;

/** Looks once an hour from one time to another. */
function run(fromMs: number, hours: number, before: AgeClock | null): AgeClock {
  let clock = before;
  for (let hour = 0; hour <= hours; hour++) clock = lookAtClock(fromMs + hour * HOUR, clock);
  return clock as AgeClock;
}

test("a clock that runs on is believed, and so is one that was off for some days", () => {
  const clock = run(START, 100, null);
  expect(ageTimeMs(clock)).toBe(START + 100 * HOUR);
  expect(ageTimeMs(lookAtClock(START + 7 * DAY, clock))).toBe(START + 7 * DAY);
});

test("a leap of years makes nothing older than what really went by, until the clock has run on for a week", () => {
  const before = run(START, 10, null);
  const days = (count: number) => run(START + YEARS, count * 24, before);
  expect(ageTimeMs(days(0))).toBe(START + 10 * HOUR);
  expect(ageTimeMs(days(6))).toBe(START + 10 * HOUR + 6 * DAY);
  expect(ageTimeMs(days(7))).toBe(START + YEARS + 7 * DAY);
});

test("a clock that leapt and is set right again goes on as if nothing had been", () => {
  const leapt = run(START + YEARS, 30, run(START, 10, null));
  const right = lookAtClock(START + 41 * HOUR, leapt);
  expect(right).toEqual({ seenMs: START + 41 * HOUR, leap: null });
  expect(wasSetRight(leapt, right)).toBe(true);
});

test("a clock is called right behind a leap only where it would be without it, not when the leap is believed or it falls behind", () => {
  const before = run(START, 10, null);
  const leapt = run(START + YEARS, 30, before);
  const believed = run(START + YEARS, 7 * 24, before);
  expect(believed.leap).toBeNull();
  expect(wasSetRight(run(START + YEARS, 7 * 24 - 1, before), believed)).toBe(false);
  expect(wasSetRight(leapt, lookAtClock(START - YEARS, leapt))).toBe(false);
  expect(wasSetRight(believed, lookAtClock(START + 200 * HOUR, believed))).toBe(false);
  expect(wasSetRight(null, before)).toBe(false);
});

test("leaps behind leaps, and a wrong correction, wait anew", () => {
  const leapt = run(START + YEARS, 6 * 24, run(START, 10, null));
  const further = run(START + 2 * YEARS, 6 * 24, leapt);
  expect(ageTimeMs(further)).toBe(START + 10 * HOUR + 12 * DAY);
  const corrected = run(START + YEARS / 2, 6 * 24, further);
  expect(ageTimeMs(corrected)).toBeLessThanOrEqual(START + 10 * HOUR + 18 * DAY);
});

test("a clock that is set back makes nothing older", () => {
  const back = lookAtClock(START - YEARS, run(START, 10, null));
  expect(ageTimeMs(back)).toBe(START - YEARS);
});

test("whatever the clock does, between two looks nothing ages by more than a week that the clock has not run through", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -3 * YEARS, max: 3 * YEARS }), { maxLength: 30 }), (steps) => {
      let nowMs = START;
      let clock = lookAtClock(nowMs, null);
      for (const step of steps) {
        nowMs += step;
        const next = lookAtClock(nowMs, clock);
        const wasBelieved = clock.leap !== null && next.leap === null;
        if (!wasBelieved) expect(ageTimeMs(next) - ageTimeMs(clock)).toBeLessThanOrEqual(7 * DAY);
        clock = next;
      }
    }),
  );
});
