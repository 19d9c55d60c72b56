import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  CALM,
  CITATION,
  credit,
  crossZone,
  riskInput as input,
  internet,
  remoteAccess,
  service,
  serviceOf,
  vulnerability,
} from "@/lib/testing/risk-inputs";
import { counterfactualsOf } from "./counterfactuals";
import { judgeRisk, scoreRisk } from "./judge-risk";
import { likelihoodFactors } from "./likelihood-factors";
import type { RiskCredit, RiskInput } from "./risk";

describe("judgeRisk", () => {
  it("explains every score by whole points that add up to it exactly", () => {
    fc.assert(
      fc.property(input, (it) => {
        const { score, waterfall, likelihood, impact } = judgeRisk(it);
        expect(waterfall.reduce((sum, row) => sum + row.points, 0)).toBe(score);
        for (const { points, side } of waterfall) {
          expect(Number.isInteger(points)).toBe(true);
          expect(side === "mitigation" ? points <= 0 : points >= 0).toBe(true);
        }
        expect(new Set(waterfall.map((row) => row.key)).size).toBe(waterfall.length);
        expect(score).toBe(Math.round(100 * Math.sqrt(likelihood * impact)));
        expect(score).toBeLessThanOrEqual(100);
      }),
    );
  });

  it("is never lowered by one more weakness", () => {
    fc.assert(
      fc.property(
        input,
        service,
        internet,
        crossZone,
        remoteAccess,
        vulnerability,
        (it, one, two, three, four, five) => {
          const { exposure } = it;
          const worse: RiskInput[] = [
            { ...it, services: [...it.services, one] },
            { ...it, conflictCount: it.conflictCount + 1 },
            { ...it, exposure: { ...exposure, internet: [...exposure.internet, two] } },
            { ...it, exposure: { ...exposure, crossZone: [...exposure.crossZone, three] } },
            { ...it, exposure: { ...exposure, remoteAccess: [...exposure.remoteAccess, four] } },
            { ...it, vulnerabilities: [...it.vulnerabilities, five] },
            { ...it, endOfSupport: { because: "it ended", isPossible: false } },
            { ...it, services: it.services.map((each) => ({ ...each, flags: [...each.flags, "cleartext-login"] })) },
          ];
          const before = scoreRisk(it);
          for (const each of worse)
            expect(scoreRisk(each).likelihood).toBeGreaterThanOrEqual(before.likelihood - 1e-12);
        },
      ),
    );
  });

  it("is never raised by one more control, and each counterfactual is the score after it", () => {
    fc.assert(
      fc.property(input, (it) => {
        const { score, counterfactuals } = judgeRisk(it);
        for (const { without } of counterfactualsOf(it)) expect(scoreRisk(without).score).toBeLessThanOrEqual(score);
        expect(scoreRisk({ ...it, state: "sanctioned" }).score).toBeLessThanOrEqual(score);
        const after = new Map(counterfactualsOf(it).map(({ action, without }) => [action, judgeRisk(without).score]));
        for (const { action, scoreAfter } of counterfactuals) {
          expect(scoreAfter).toBe(after.get(action));
          expect(scoreAfter).toBeLessThan(score);
        }
      }),
    );
  });

  it("is never raised by a mitigation, lowers at most what it is about, and is exactly restored when it ends", () => {
    fc.assert(
      fc.property(input, credit, (it, more) => {
        const before = judgeRisk(it);
        const after = judgeRisk({ ...it, credits: [...it.credits, more] });
        expect(after.likelihood).toBeLessThanOrEqual(before.likelihood + 1e-12);
        expect(after.impact).toBe(before.impact);
        const ended = [...it.credits, more].filter(({ id }) => id !== more.id);
        expect(judgeRisk({ ...it, credits: ended })).toEqual(before);
        if (more.factor === null) expect(after.score).toBe(before.score);
      }),
    );
  });

  it("takes ten mitigations of one factor for one, and names each in the waterfall", () => {
    const weak: RiskInput = { ...CALM, role: "plc", services: [serviceOf("telnet", 23)] };
    const acl = (id: string): RiskCredit => ({
      id,
      title: "Access list",
      because: "an access list",
      factor: "exposure",
      findings: ["hardening service telnet"],
      path: null,
    });
    const one = judgeRisk({ ...weak, credits: [acl("a")] });
    const ten = judgeRisk({ ...weak, credits: Array.from({ length: 10 }, (_, at) => acl(`${at}`)) });
    expect(one.score).toBeLessThan(judgeRisk(weak).score);
    expect(ten.score).toBe(one.score);
    expect(one.waterfall.at(-1)).toMatchObject({
      key: "mitigation a",
      label: "Access list",
      side: "mitigation",
      points: one.score - judgeRisk(weak).score,
    });
  });

  it("lowers a contact by one step, and never below what the operations that are left weigh", () => {
    const contact = { zone: "Enterprise", direction: "in" as const, protocol: "modbus", citation: null };
    const seen = (operations: object): RiskInput => ({
      ...CALM,
      exposure: { ...CALM.exposure, crossZone: [{ ...contact, operations }] },
    });
    const noWrites: RiskCredit = {
      id: "a",
      title: "IPS rule",
      because: "no writes",
      factor: "exposure",
      findings: null,
      path: { direction: "in", peer: "zone", zone: "Enterprise", protocol: "modbus", operations: ["write"] },
    };
    const weightOf = (it: RiskInput) =>
      likelihoodFactors(it).find(({ key }) => key.startsWith("cross-zone"))?.weight as number;
    expect(weightOf({ ...seen({ write: 1 }), credits: [noWrites] })).toBeCloseTo(0.075, 9);
    expect(weightOf({ ...seen({ write: 1, program: 1 }), credits: [noWrites] })).toBeCloseTo(0.22, 9);
  });

  it("does not depend on the order in which weaknesses were seen", () => {
    fc.assert(
      fc.property(input, (it) => {
        const turned: RiskInput = {
          ...it,
          services: it.services.toReversed(),
          exposure: {
            internet: it.exposure.internet.toReversed(),
            crossZone: it.exposure.crossZone.toReversed(),
            remoteAccess: it.exposure.remoteAccess.toReversed(),
          },
          vulnerabilities: it.vulnerabilities.toReversed(),
        };
        expect(judgeRisk(turned).score).toBe(judgeRisk(it).score);
        expect(judgeRisk(turned).counterfactuals).toEqual(judgeRisk(it).counterfactuals);
      }),
    );
  });

  it("names a zone's level only where it adds something", () => {
    const keys = (purdueLevel: NonNullable<RiskInput["zone"]>["purdueLevel"]) =>
      judgeRisk({ ...CALM, zone: { name: "Cell 3", purdueLevel, criticality: 3 } }).waterfall.map(({ key }) => key);
    expect(keys(1)).toContain("impact purdue");
    expect(keys(5)).not.toContain("impact purdue");
    expect(keys(null)).not.toContain("impact purdue");
  });

  it("counts a zone's consequence where it is heavier than its rating, and never both", () => {
    const risk = (zone: Partial<NonNullable<RiskInput["zone"]>>) =>
      judgeRisk({ ...CALM, zone: { name: "Cell 3", purdueLevel: null, criticality: 3, ...zone } });
    expect(risk({ consequence: "quality" })).toEqual(risk({}));
    expect(risk({ consequence: "safety" }).impact).toBeGreaterThan(risk({}).impact);
    expect(risk({ consequence: "safety" }).impact).toBe(risk({ criticality: 5 }).impact);
    expect(JSON.stringify(risk({ consequence: "safety" }))).toContain("people are hurt");
  });

  it("offers to close Telnet, and the score that would remain", () => {
    const plc: RiskInput = {
      ...CALM,
      state: "unsanctioned",
      role: "plc",
      zone: { name: "Cell 3", purdueLevel: 1, criticality: 4 },
      services: [serviceOf("telnet", 23), serviceOf("modbus", 502)],
    };
    const { score, counterfactuals } = judgeRisk(plc);
    const close = counterfactuals.find((it) => it.action === "close Telnet (TCP 23)");
    expect(close?.scoreAfter).toBe(judgeRisk({ ...plc, services: [serviceOf("modbus", 502)] }).score);
    expect(close?.scoreAfter).toBeLessThan(score);
    expect(counterfactuals.map((it) => it.action)).toContain("sanction it");
  });

  it("takes one protocol on many ports for one door, and offers to secure what a controller cannot do without", () => {
    const twice = judgeRisk({
      ...CALM,
      services: [serviceOf("enip", 44818), serviceOf("enip", 44818, { transport: "udp" })],
    });
    expect(twice.likelihood).toBe(judgeRisk({ ...CALM, services: [serviceOf("enip", 44818)] }).likelihood);
    expect(twice.counterfactuals[0]?.action).toBe("secure EtherNet/IP (TCP 44818, UDP 44818)");
  });

  it("cites the frame that each weakness was seen in", () => {
    const row = judgeRisk({ ...CALM, services: [serviceOf("telnet", 23)] }).waterfall.find((it) =>
      it.label.startsWith("Telnet"),
    );
    expect(row?.citation).toEqual(CITATION);
  });

  it("counts a service that only its port suggests for less, and says possibly", () => {
    const sure = judgeRisk({ ...CALM, services: [serviceOf("telnet", 23)] });
    const possible = judgeRisk({ ...CALM, services: [serviceOf("telnet", 23, { evidence: "port-only" })] });
    expect(possible.likelihood).toBeLessThan(sure.likelihood);
    expect(possible.waterfall.find((it) => it.label.startsWith("Telnet"))?.because).toContain("possibly");
  });

  it("weighs writing from another zone more than reading", () => {
    const from = (operations: object) =>
      scoreRisk({
        ...CALM,
        zone: { name: "Cell 3", purdueLevel: 1, criticality: 5 },
        exposure: {
          ...CALM.exposure,
          crossZone: [{ zone: "Enterprise", direction: "in", protocol: "modbus", operations, citation: null }],
        },
      }).score;
    expect(from({ read: 9, write: 1 })).toBeGreaterThan(from({ read: 9 }));
  });
});
