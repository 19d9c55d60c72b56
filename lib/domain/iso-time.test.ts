import { describe, expect, it } from "vitest";
import { isoTime } from "./iso-time";

describe("a time as text", () => {
  it("says the microseconds, in UTC", () => {
    expect(isoTime(1_352_726_549_252_792)).toBe("2012-11-12T13:22:29.252792Z");
    expect(isoTime(0)).toBe("1970-01-01T00:00:00.000000Z");
    expect(isoTime(1_352_726_549_252_792n)).toBe("2012-11-12T13:22:29.252792Z");
  });

  it("says what Date says, in whatever order days come", () => {
    const days = [0, 59, 789, 11_016, 11_017, 15_656, 47_540, 20_000, 15_656, 100_000];
    for (const day of days) {
      for (const ms of [0, 1, 59_999, 3_599_999, 45_296_789, 86_399_999]) {
        const atMs = day * 86_400_000 + ms;
        expect(isoTime(atMs * 1000 + 7)).toBe(new Date(atMs).toISOString().replace("Z", "007Z"));
      }
    }
  });

  it("leaves out what is no time, and says times before 1970 and beyond the year 9999", () => {
    expect(isoTime(null)).toBeNull();
    expect(isoTime(Number.NaN)).toBeNull();
    expect(isoTime(9e18)).toBeNull();
    expect(isoTime(-1)).toBe("1969-12-31T23:59:59.999999Z");
    expect(isoTime(253_402_300_800_000_000)).toBe("+010000-01-01T00:00:00.000000Z");
  });
});
