import { describe, expect, it } from "vitest";
import type { InputDecision } from "../device/decision";
import { type DeviceCircumstances, type PlacelessFinding, withCircumstances } from "./build-findings";
import { overrideInputs } from "./override-input";

const CIRCUMSTANCES: DeviceCircumstances = {
  deviceId: "device",
  product: "Example X100",
  exposure: { value: "open", source: "seen from outside" },
  isPubliclyExposed: true,
  humanImpact: { value: "very-high", source: "criticality 5" },
  policy: "ssvc-deployer",
};
const placeless: PlacelessFinding = {
  ...{ id: "finding", deviceId: "device", kind: "vulnerability", key: "EX-1", title: "Example", verdict: "affected" },
  ...{ confidence: "exact", question: null, product: "Example X100", cves: [], cvss: null, epss: null, isKev: false },
  ...{ exploitation: "active", fix: null },
  detail: {
    ...{ verdict: null, because: "test", alternative: null, points: [], facts: [], citation: null },
    weakness: [
      { name: "Exploitation", value: "active", source: "a feed" },
      { name: "Automatable", value: "yes", source: "a feed" },
      { name: "Technical impact", value: "total", source: "a feed" },
    ],
  },
};
const finding = withCircumstances(placeless, CIRCUMSTANCES);
const word = (input: InputDecision["input"], inputValue: string, over: Partial<InputDecision> = {}): InputDecision => ({
  ...{ kind: "input", id: "a", actor: "anna", atUs: 1, reason: "behind a data diode", expiresAtUs: null },
  ...{ anchor: { kind: "mac", realm: "r", value: "00:00:00:00:00:01" }, finding: "vulnerability EX-1" },
  ...{ input, inputValue },
  ...over,
});
const said = (...words: InputDecision[]) => overrideInputs(finding, words, CIRCUMSTANCES, 100);
const inputOf = (name: string, it = finding) => it.detail.inputs.find((input) => input.name === name);

describe("a person's word on an input", () => {
  it("moves the decision to its row, and keeps what was said without it", () => {
    expect(finding).toMatchObject({ decision: "immediate" });
    const lowered = said(word("Exposure", "small"));
    expect(lowered).toMatchObject({ decision: "out-of-cycle", detail: { ssvcRow: 55 } });
    expect(inputOf("Exposure", lowered)).toEqual({
      name: "Exposure",
      value: "small",
      source: "anna said so: behind a data diode. Without it open: seen from outside",
    });
  });
  it.each([
    ["Exploitation", "none"],
    ["Automatable", "no"],
    ["Human impact", "low"],
    ["Technical impact", "partial"],
  ] as const)("counts for %s", (input, value) => {
    const it = said(word(input, value));
    expect(inputOf(input, it)?.value).toBe(value);
    expect([it.detail.ssvcRow, it.detail.bod]).not.toEqual([finding.detail.ssvcRow, finding.detail.bod]);
  });
  it("on what is known to be exploited moves the directive's row, and leaves the feed's own mark alone", () => {
    expect(finding.detail.bod).toBe("3 days");
    const it = said(word("Known exploited", "yes"));
    expect(it.detail.bod).toBe("3 days, and look for signs of a break-in");
    expect(it.isKev).toBe(false);
    expect(inputOf("Known exploited", it)?.source).toContain("Without it no: it is not in CISA's catalogue");
    expect(said(word("Known exploited", "perhaps")).detail.bod).toBe("3 days");
  });
  it("on exposure says whether the directive takes the device for exposed", () => {
    expect(finding.detail.bod).toBe("3 days");
    expect(said(word("Exposure", "controlled")).detail.bod).toBe("60 days");
  });
  it("is the latest; on another finding, or of no such value, it does nothing", () => {
    const later = word("Exposure", "controlled", { id: "b", atUs: 2 });
    expect(inputOf("Exposure", said(word("Exposure", "small"), later))?.value).toBe("controlled");
    expect(said(word("Exposure", "small", { finding: "vulnerability EX-2" }))).toEqual(finding);
    expect(said(word("Exposure", "harmless"))).toEqual(finding);
  });
  it("that ended stays visible, and facts hold again", () => {
    const ended = said(word("Exposure", "small", { expiresAtUs: 99 }));
    expect(ended).toMatchObject({ decision: "immediate", detail: { overridden: [{ isExpired: true }] } });
    expect(inputOf("Exposure", ended)).toEqual(inputOf("Exposure"));
  });
  it("holds when the device's circumstances change without judging anew", () => {
    const moved = { ...CIRCUMSTANCES, humanImpact: { value: "low", source: "criticality 1" } } as const;
    expect(inputOf("Exposure", withCircumstances(said(word("Exposure", "small")), moved))?.value).toBe("small");
  });
});

describe("the policy", () => {
  it("says which table decides; both are kept", () => {
    const directive = withCircumstances(placeless, { ...CIRCUMSTANCES, policy: "bod-26-04", isPubliclyExposed: false });
    expect(directive).toMatchObject({
      decision: "scheduled",
      detail: { policy: "bod-26-04", bod: "60 days", ssvcRow: finding.detail.ssvcRow },
    });
  });
});
