import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aggregateRisk } from "./aggregate-risk";
import { judgeRisk } from "./judge-risk";
import type { RiskInput } from "./risk";

describe("aggregateRisk", () => {
  it("is nothing without devices", () => {
    expect(aggregateRisk([])).toEqual({ deviceCount: 0, mean: 0, max: 0, score: 0, band: "low" });
  });

  it("lies between the mean and the worst, and never falls when a device gets worse", () => {
    const score = fc.integer({ min: 0, max: 100 });
    fc.assert(
      fc.property(fc.array(score, { minLength: 1, maxLength: 30 }), fc.nat(29), score, (scores, at, more) => {
        const before = aggregateRisk(scores);
        expect(before.score).toBeGreaterThanOrEqual(Math.floor(before.mean));
        expect(before.score).toBeLessThanOrEqual(before.max);
        const worse = scores.map((it, index) => (index === at % scores.length ? Math.max(it, more) : it));
        expect(aggregateRisk(worse).score).toBeGreaterThanOrEqual(before.score);
      }),
    );
  });

  it("falls in a zone with every shadow device that is sanctioned", () => {
    const device = (state: RiskInput["state"]): number =>
      judgeRisk({
        state,
        role: "plc",
        criticality: null,
        zone: { name: "Water treatment", purdueLevel: 1, criticality: 4 },
        services: [],
        conflictCount: 0,
        exposure: { internet: [], crossZone: [], remoteAccess: [] },
        vulnerabilities: [],
        credits: [],
      }).score;
    const zoneWith = (sanctioned: number) =>
      aggregateRisk(
        Array.from({ length: 10 }, (_, index) => device(index < sanctioned ? "sanctioned" : "unsanctioned")),
      );
    const means = Array.from({ length: 11 }, (_, index) => zoneWith(index).mean);
    for (const [index, mean] of means.entries()) if (index > 0) expect(mean).toBeLessThan(means[index - 1] as number);
    expect(zoneWith(10).score).toBeLessThan(zoneWith(0).score);
  });
});
