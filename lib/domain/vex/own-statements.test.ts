import { expect, it } from "vitest";
import { ownStatements, type StatedFinding } from "./own-statements";
import type { SettledVexWord } from "./vex-word";

const word = (vulnerability: string, over: Partial<SettledVexWord>): SettledVexWord => ({
  ...{ vulnerability, vulnerabilities: [vulnerability], standing: "counts", status: "not_affected", issuer: "A" },
  ...{ saidMs: null, justification: "code not present", impact: null, action: null, format: "OpenVEX", document: "d" },
  ...{ revision: "1", source: "s", pointer: "/0", product: "p", why: "w", components: [], isOfMaker: false, fit: "in" },
  ...over,
});
const finding = (over: Partial<StatedFinding>): StatedFinding => ({
  ...{ kind: "vulnerability", verdict: "affected", cves: ["CVE-1"], question: null, fix: "Update to 2.0" },
  ...{ detail: { because: "in the range" }, ...over },
});
const said = (...findings: StatedFinding[]) =>
  ownStatements(findings).map(({ vulnerability, status }) => [vulnerability, status]);

it("each verdict is a status, with what to do where it is affected", () => {
  expect(ownStatements([finding({})])).toEqual([
    { vulnerability: "CVE-1", status: "affected", justification: null, note: "in the range", action: "Update to 2.0" },
  ]);
  expect(said(finding({ verdict: "possible", question: "Which version?" }))).toEqual([
    ["CVE-1", "under_investigation"],
  ]);
  expect(said(finding({ kind: "hardening" }))).toEqual([]);
});

it("what statements took away from a finding, or left open in it, is said too; what does not count is not", () => {
  const vex = [
    word("CVE-2", {}),
    word("CVE-3", { status: "under_investigation" }),
    word("CVE-4", { status: "fixed" }),
    word("CVE-5", { standing: "later-word" }),
  ];
  expect(said(finding({ detail: { because: "in the range", vex } }))).toEqual([
    ["CVE-1", "affected"],
    ["CVE-2", "not_affected"],
    ["CVE-3", "under_investigation"],
    ["CVE-4", "fixed"],
  ]);
});

it("of two findings on one vulnerability the more cautious one is said", () => {
  const cleared = finding({ verdict: "not-affected", detail: { because: "x", vex: [word("CVE-1", {})] } });
  expect(said(cleared, finding({}))).toEqual([["CVE-1", "affected"]]);
  expect(said(finding({}), cleared)).toEqual([["CVE-1", "affected"]]);
});
