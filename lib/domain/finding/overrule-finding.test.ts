import { expect, test } from "vitest";
import type { OverruleDecision } from "../device/decision";
import { type DeviceCircumstances, type PlacelessFinding, withCircumstances } from "./build-findings";
import { evidenceKeyOf, overruleFinding } from "./overrule-finding";

const CIRCUMSTANCES: DeviceCircumstances = {
  deviceId: "device",
  product: "Example X100",
  exposure: { value: "open", source: "test" },
  isPubliclyExposed: false,
  humanImpact: { value: "high", source: "test" },
  policy: "ssvc-deployer",
};
const placeless: PlacelessFinding = {
  id: "finding",
  deviceId: "device",
  kind: "hardening",
  key: "service telnet 23",
  title: "Telnet",
  verdict: "affected",
  confidence: null,
  question: null,
  product: "Example X100",
  cves: [],
  cvss: null,
  epss: null,
  isKev: false,
  exploitation: "none",
  fix: "SSH",
  detail: {
    verdict: null,
    because: "passwords in the clear",
    alternative: "SSH",
    weakness: [],
    points: [{ label: "test", points: 60 }],
    facts: [],
    citation: null,
  },
};
const finding = withCircumstances(placeless, CIRCUMSTANCES);
const word = (over: Partial<OverruleDecision> = {}): OverruleDecision => ({
  kind: "overrule",
  id: "a",
  actor: "anna",
  atUs: 1,
  reason: "test",
  anchor: { kind: "mac", realm: "r", value: "00:00:00:00:00:01" },
  finding: "hardening service telnet 23",
  verdict: "not-affected",
  evidence: evidenceKeyOf(finding),
  expiresAtUs: null,
  ...over,
});
const said = (...words: OverruleDecision[]) => overruleFinding(finding, words, CIRCUMSTANCES, 100);

test("a word on the finding holds, and one on another finding does nothing", () => {
  expect(said(word())).toMatchObject({ verdict: "not-affected", decision: "defer", priority: 0 });
  expect(said(word({ finding: "hardening service ftp 21" }))).toEqual(finding);
  expect(said()).toEqual(finding);
});

test("the latest word counts, in whatever order they come", () => {
  const later = word({ id: "b", atUs: 2, verdict: "affected" });
  for (const words of [
    [word(), later],
    [later, word()],
  ]) {
    expect(said(...words)).toMatchObject({ verdict: "affected", detail: { overruled: { decisionId: "b" } } });
  }
});

test("a word that ended or was said of other evidence leaves the documents' word, and says so", () => {
  for (const [ended, state] of [
    [word({ expiresAtUs: 100 }), "expired"],
    [word({ evidence: "of something else" }), "evidence-changed"],
  ] as const) {
    const { detail, ...row } = said(ended);
    const { detail: _, ...before } = finding;
    expect(row).toEqual(before);
    expect(detail.overruled).toMatchObject({ state, was: "affected" });
  }
});

test("where something was read does not change what a word was said about", () => {
  const citation = { realm: "r", fileSha256: "0", fileName: "other.pcap", format: "pcap", position: 9 };
  expect(evidenceKeyOf({ ...placeless, detail: { ...placeless.detail, citation } })).toBe(evidenceKeyOf(placeless));
});
