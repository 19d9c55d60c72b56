import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEVICE_STATES } from "../device/decision";
import type { DeviceService } from "../device/device";
import { EXPLOITATIONS } from "../finding/finding";
import { SERVICE_EVIDENCE } from "../observation";
import { PURDUE_LEVELS } from "../zone/zone";
import { counterfactualsOf } from "./counterfactuals";
import { judgeRisk, scoreRisk } from "./judge-risk";
import { likelihoodFactors } from "./likelihood-factors";
import type { RiskCredit, RiskInput } from "./risk";

const CITATION = { realm: "plant", fileSha256: "ab", fileName: "a.pcap", format: "pcap", position: 7 };

const serviceOf = (protocol: string, port: number | null, more: Partial<DeviceService> = {}): DeviceService => ({
  transport: "tcp",
  port,
  protocol,
  evidence: "payload",
  product: null,
  version: null,
  seen: ["passive"],
  flags: [],
  firstSeenUs: 1,
  lastSeenUs: 2,
  citation: CITATION,
  ...more,
});

const CALM: RiskInput = {
  state: "sanctioned",
  role: null,
  criticality: null,
  zone: null,
  services: [],
  conflictCount: 0,
  exposure: { internet: [], crossZone: [], remoteAccess: [] },
  vulnerabilities: [],
  credits: [],
};

const service = fc
  .record({
    protocol: fc.constantFrom("telnet", "modbus", "http", "ssh", "ftp", "unknown", "snmp", "goose"),
    port: fc.constantFrom(null, 21, 23, 80, 161, 502),
    evidence: fc.constantFrom(...SERVICE_EVIDENCE),
    flags: fc.subarray(["cleartext-login", "smbv1", "snmp-v1", "tls<1.2", "made-up"]),
  })
  .map(({ protocol, port, ...more }) => serviceOf(protocol, port, more));
const direction = fc.constantFrom("in" as const, "out" as const);
const protocol = fc.constantFrom("modbus", "http", "s7comm", "tls");
const internet = fc.record({
  peer: fc.constantFrom("8.8.8.8", "x.org"),
  direction,
  protocol,
  citation: fc.constant(null),
});
const vulnerability = fc.record({
  advisory: fc.constantFrom("EX-1", "EX-2", "EX-3", "EX-4", "EX-5", "EX-6", "EX-7"),
  title: fc.constant("Example"),
  verdict: fc.constantFrom("affected" as const, "possible" as const),
  exploitation: fc.constantFrom(...EXPLOITATIONS),
  cvss: fc.constantFrom(null, 4.3, 7, 9.8),
  isAutomatable: fc.boolean(),
  hasFix: fc.boolean(),
});
const crossZone = fc.record({
  zone: fc.constantFrom("Enterprise", "Cell 3"),
  direction,
  protocol,
  operations: fc.record({ read: fc.nat(3), write: fc.nat(3), program: fc.nat(1) }),
  citation: fc.constant(null),
});
const remoteAccess = fc.record({
  tool: fc.constantFrom("TeamViewer", "VNC"),
  peer: fc.constantFrom("a", "b"),
  citation: fc.constant(null),
});
const finding = fc.constantFrom(
  ...["EX-1", "EX-2", "EX-3"].map((it) => `vulnerability ${it}`),
  ...["telnet", "modbus", "http"].map((it) => `hardening service ${it}`),
);
const path = fc.record({
  direction,
  peer: fc.constantFrom("anywhere" as const, "internet" as const, "zone" as const),
  zone: fc.constantFrom("Enterprise", "Cell 3"),
  protocol: fc.option(protocol),
  operations: fc.subarray(["read" as const, "write" as const, "program" as const]),
});
const credit: fc.Arbitrary<RiskCredit> = fc.record({
  id: fc.uuid(),
  title: fc.constant("Control"),
  because: fc.constant("a control"),
  factor: fc.constantFrom("exposure" as const, "automatable" as const, null),
  findings: fc.option(fc.array(finding, { minLength: 1, maxLength: 2 })),
  path: fc.option(path),
});
const input: fc.Arbitrary<RiskInput> = fc.record({
  state: fc.constantFrom(...DEVICE_STATES),
  role: fc.constantFrom(null, "plc", "safety controller", "camera", "engineering station", "switch"),
  criticality: fc.constantFrom(null, 1, 2, 3, 4, 5),
  zone: fc.option(
    fc.record({
      name: fc.constantFrom("Cell 3", "DMZ"),
      purdueLevel: fc.constantFrom(null, ...PURDUE_LEVELS),
      criticality: fc.constantFrom(1, 2, 3, 4, 5),
    }),
  ),
  services: fc.array(service, { maxLength: 6 }),
  conflictCount: fc.nat(8),
  exposure: fc.record({
    internet: fc.array(internet, { maxLength: 4 }),
    crossZone: fc.array(crossZone, { maxLength: 4 }),
    remoteAccess: fc.array(remoteAccess, { maxLength: 3 }),
  }),
  vulnerabilities: fc.array(vulnerability, { maxLength: 8 }),
  credits: fc.array(credit, { maxLength: 3 }),
});

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
