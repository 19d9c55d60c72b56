import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arrangeWork, objectionsToWork, type Work } from "./arrange-work";
import { lastOccurrence, occurrencesOf } from "./maintenance-window";

const at = (text: string) => Date.parse(`${text}Z`);
const texts = (times: readonly number[]) => times.map((it) => new Date(it).toISOString().slice(0, 16));

describe("a window that comes again", () => {
  const rule = { startsAtMs: at("2026-11-01T02:00"), durationMinutes: 240, repeats: "once", every: 1 } as const;

  it("is still there while it runs, and gone when it ended", () => {
    expect(occurrencesOf(rule, at("2026-11-01T05:59"), 3)).toEqual([rule.startsAtMs]);
    expect(occurrencesOf(rule, at("2026-11-01T06:00"), 3)).toEqual([]);
  });

  it("has begun last at its latest beginning, which is the first of its next ones or the one before", () => {
    expect(lastOccurrence(rule, at("2026-11-01T01:59"))).toBeNull();
    expect(lastOccurrence(rule, at("2027-01-01T00:00"))).toBe(rule.startsAtMs);
    const biweekly = { ...rule, repeats: "weeks", every: 2 } as const;
    const monthly = { ...rule, repeats: "month" } as const;
    expect(texts([lastOccurrence(biweekly, at("2026-11-28T00:00")) as number])).toEqual(["2026-11-15T02:00"]);
    expect(texts([lastOccurrence(monthly, at("2027-01-02T00:00")) as number])).toEqual(["2026-12-06T02:00"]);
  });

  it("keeps its distance in weeks, also years later", () => {
    const biweekly = { ...rule, repeats: "weeks", every: 2 } as const;
    expect(texts(occurrencesOf(biweekly, at("2026-11-02T00:00"), 2))).toEqual(["2026-11-15T02:00", "2026-11-29T02:00"]);
    const [later] = occurrencesOf(biweekly, at("2031-03-01T00:00"), 1);
    expect(((later as number) - rule.startsAtMs) % (14 * 86_400_000)).toBe(0);
  });

  it("keeps the weekday of the month, and leaves months out that lack a fifth", () => {
    const firstSunday = { ...rule, repeats: "month" } as const;
    expect(texts(occurrencesOf(firstSunday, at("2026-11-02T00:00"), 3))).toEqual([
      "2026-12-06T02:00",
      "2027-01-03T02:00",
      "2027-02-07T02:00",
    ]);
    const fifthSunday = { ...firstSunday, startsAtMs: at("2026-11-29T02:00") };
    expect(texts(occurrencesOf(fifthSunday, at("2026-11-30T00:00"), 2))).toEqual([
      "2027-01-31T02:00",
      "2027-05-30T02:00",
    ]);
  });

  it("never names one that is over, and names them in order", () => {
    const any = fc.record({
      startsAtMs: fc.integer({ min: at("2020-01-01T00:00"), max: at("2030-01-01T00:00") }),
      durationMinutes: fc.integer({ min: 1, max: 3000 }),
      repeats: fc.constantFrom("once" as const, "weeks" as const, "month" as const),
      every: fc.integer({ min: 1, max: 8 }),
    });
    const from = fc.integer({ min: at("2020-01-01T00:00"), max: at("2035-01-01T00:00") });
    fc.assert(
      fc.property(any, from, (window, fromMs) => {
        const found = occurrencesOf(window, fromMs, 4);
        expect(found).toEqual([...new Set(found)].sort((a, b) => a - b));
        for (const beginMs of found) {
          expect(beginMs).toBeGreaterThanOrEqual(window.startsAtMs);
          expect(beginMs + window.durationMinutes * 60_000).toBeGreaterThan(fromMs);
        }
        if (window.repeats === "weeks") expect(found).toHaveLength(4);
      }),
    );
  });
});

const work = (id: string, changes: Partial<Work> = {}): Work => ({
  id,
  kind: "patch",
  title: id,
  outage: "device",
  minutes: 30,
  zoneId: "z1",
  riskRemoved: 10,
  isOnNetwork: false,
  ...changes,
});

describe("the work of a window", () => {
  it("begins with what needs no outage, goes on with most risk, and ends with the network", () => {
    const order = arrangeWork([
      work("switch", { isOnNetwork: true, riskRemoved: 99 }),
      work("small", { riskRemoved: 1 }),
      work("large", { riskRemoved: 20 }),
      work("rule", { kind: "virtual-patch", outage: "none", riskRemoved: 2 }),
    ]);
    expect(order.map(({ id }) => id)).toEqual(["rule", "large", "small", "switch"]);
  });

  it("says what does not fit: the outage, the zone, the time", () => {
    const window = { zoneId: "z1", durationMinutes: 45, outage: "device" as const };
    expect(objectionsToWork(window, [work("a"), work("b", { outage: "none", minutes: 500 })])).toEqual([]);
    expect(
      objectionsToWork(window, [work("a", { outage: "zone" }), work("b", { zoneId: "z2" })]).map((it) => it.workId),
    ).toEqual(["a", "b", null]);
  });
});
