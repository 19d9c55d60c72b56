import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CALM, riskInput, serviceOf } from "@/lib/testing/risk-inputs";
import { scoreRisk } from "../risk/judge-risk";
import type { RiskInput } from "../risk/risk";
import { riskTermsOf, scoreOfTerms } from "../risk/risk-terms";
import { ActionGatherer, type FlowSum } from "./gather-actions";
import { planInPieces } from "./make-plan";
import type { PlanAction } from "./plan-action";

const exact = (input: RiskInput) => {
  const { likelihood, impact } = scoreRisk(input);
  return 100 * Math.sqrt(likelihood * impact);
};

function planOf(inputs: readonly RiskInput[], flows: readonly FlowSum[] = [], steps = 20) {
  const gatherer = new ActionGatherer();
  for (const [at, input] of inputs.entries()) gatherer.add(at, input);
  const pieces = planInPieces(inputs.map(riskTermsOf), gatherer.finish(flows), { steps, order: "per-flow" });
  for (;;) {
    const { done: isMade, value } = pieces.next();
    if (isMade) return value;
  }
}

/** The device as it would be when the action was done, by the risk's own rules. */
function done(input: RiskInput, { kind, subject, from, to }: Omit<PlanAction, "effects">): RiskInput {
  const { services, exposure, vulnerabilities, zone, credits } = input;
  const own = zone?.name ?? "no zone";
  if (kind === "close") return { ...input, services: services.filter((it) => doorOf(it) !== subject) };
  if (kind === "patch")
    return { ...input, vulnerabilities: vulnerabilities.filter((it) => it.advisory !== subject || !it.hasFix) };
  if (kind === "remove-tool") {
    return {
      ...input,
      exposure: { ...exposure, remoteAccess: exposure.remoteAccess.filter((it) => it.tool !== subject) },
    };
  }
  if (kind === "virtual-patch") {
    const findings = [`vulnerability ${subject}`];
    const credit = { id: subject, title: "", because: "", factor: "exposure" as const, findings, path: null };
    return { ...input, credits: [...credits, credit] };
  }
  const isCut = (direction: string, peer: string, protocol: string) =>
    protocol === subject && (direction === "in" ? from === peer && to === own : from === own && to === peer);
  return {
    ...input,
    exposure: {
      ...exposure,
      internet: exposure.internet.filter(
        (it) => kind !== "cut-internet" || !isCut(it.direction, "internet", it.protocol),
      ),
      crossZone: exposure.crossZone.filter((it) => kind !== "restrict" || !isCut(it.direction, it.zone, it.protocol)),
    },
  };
}

const doorOf = ({ protocol, transport, port }: RiskInput["services"][number]) =>
  protocol === "unknown" ? `${transport} ${port}` : protocol;

/** One fix per advisory, as in a plant: a document either names one or not. */
const plant = fc.array(riskInput, { minLength: 1, maxLength: 5 }).map((inputs) =>
  inputs.map((it) => ({
    ...it,
    vulnerabilities: [...new Map(it.vulnerabilities.map((each) => [each.advisory, each])).values()],
  })),
);

describe("a plan", () => {
  it("keeps every score in its terms exactly as the risk computes it", () => {
    fc.assert(
      fc.property(riskInput, (input) => {
        expect(scoreOfTerms(riskTermsOf(input))).toBeCloseTo(exact(input), 9);
      }),
    );
  });

  it("removes with every step what the risk, computed anew, says that it removes", () => {
    fc.assert(
      fc.property(plant, (inputs) => {
        let now: readonly RiskInput[] = inputs;
        for (const { action, riskRemoved, after } of planOf(inputs).steps) {
          const next = now.map((it) => done(it, action));
          const removed = now.reduce((sum, it, at) => sum + exact(it) - exact(next[at] as RiskInput), 0);
          expect(riskRemoved).toBeCloseTo(removed, 6);
          expect(after.deviceCount).toBe(inputs.length);
          now = next;
        }
      }),
      { numRuns: 60 },
    );
  });

  it("never raises the plant's risk, and does nothing twice", () => {
    fc.assert(
      fc.property(plant, (inputs) => {
        const { before, steps } = planOf(inputs);
        const curve = [before.score, ...steps.map(({ after }) => after.score)];
        for (const [at, score] of curve.entries())
          expect(score).toBeLessThanOrEqual(curve[Math.max(0, at - 1)] as number);
        expect(new Set(steps.map(({ action }) => action.key)).size).toBe(steps.length);
      }),
      { numRuns: 60 },
    );
  });

  it("of a large plant pauses again and again, in each of its parts, and plans the same", () => {
    const inputs = Array.from({ length: 2_500 }, () => ({
      ...CALM,
      services: [serviceOf("telnet", 23), serviceOf("x11", 6000)],
    }));
    const gatherer = new ActionGatherer();
    for (const [at, input] of inputs.entries()) gatherer.add(at, input);
    const pieces = planInPieces(inputs.map(riskTermsOf), gatherer.finish([]), { steps: 20, order: "per-flow" });
    let pauses = 0;
    let piece = pieces.next();
    for (; !piece.done; piece = pieces.next()) pauses++;
    // Scores, effects and gains of two actions, and two steps with what each touches: of 2,500 devices each.
    expect(pauses).toBeGreaterThanOrEqual(17);
    expect(piece.value).toEqual(planOf(inputs));
  });

  it("does first what interrupts nothing when two things remove the same", () => {
    const plc: RiskInput = { ...CALM, role: "plc", services: [serviceOf("telnet", 23), serviceOf("x11", 6000)] };
    const flows = [{ from: "Office", to: "Cell", protocol: "telnet", flows: 40 }];
    const { steps } = planOf([plc], flows);
    expect(steps.map(({ action }) => action.title)).toEqual(["Close X11", "Close Telnet"]);
    expect(steps.map(({ action }) => action.flowsCut)).toEqual([0, 40]);
  });

  it("offers a conduit restriction once, for both of its ends, and never to close a controller's own protocol", () => {
    const contact = { protocol: "modbus", operations: { write: 1 }, citation: null };
    const zone = (name: string) => ({ name, purdueLevel: 1 as const, criticality: 3 });
    const plc: RiskInput = {
      ...CALM,
      role: "plc",
      zone: zone("Cell"),
      services: [serviceOf("modbus", 502)],
      exposure: { ...CALM.exposure, crossZone: [{ ...contact, zone: "Office", direction: "in" }] },
    };
    const pc: RiskInput = {
      ...CALM,
      zone: zone("Office"),
      exposure: { ...CALM.exposure, crossZone: [{ ...contact, zone: "Cell", direction: "out" }] },
    };
    const { steps } = planOf([plc, pc], [{ from: "Office", to: "Cell", protocol: "modbus", flows: 3 }]);
    expect(steps.map(({ action }) => action.title)).toEqual(["Restrict Modbus from Office to Cell"]);
    expect(steps[0]).toMatchObject({ devices: [0, 1], action: { flowsCut: 3 } });
  });
});
