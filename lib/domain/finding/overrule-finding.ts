import type { OverruleDecision } from "../device/decision";
import { compareDecisions } from "../device/device-state";
import { uuidOf } from "../uuid-of";
import {
  type DeviceCircumstances,
  type JudgedFinding,
  type Overruled,
  type PlacelessFinding,
  withCircumstances,
} from "./build-findings";
import type { FindingVerdict } from "./finding";

/**
 * Names everything that the verdict rests on: what the device was taken for, and what the document says of it. Where
 * it was read does not count, so that the same answer in another file changes nothing.
 */
export function evidenceKeyOf(finding: PlacelessFinding): string {
  const { cves, detail } = finding;
  // Statements that change nothing are no evidence.
  if (detail.withoutVex === undefined) return plainKeyOf(finding);
  const words = (detail.vex ?? [])
    .filter(({ standing }) => standing === "counts")
    .map(({ document, status, saidMs, justification, product }) => [document, status, saidMs, justification, product]);
  return uuidOf(`evidence|${JSON.stringify([cves, detail.because, words, plainKeyOf(finding)])}`);
}

/**
 * The same without exploitability statements: a word that a person gave before they came holds on, since no statement
 * overrules a person.
 */
function plainKeyOf(finding: PlacelessFinding): string {
  const { cves, detail } = finding;
  return keyOf(finding, detail.withoutVex ?? { kind: detail.verdict?.kind ?? null, cves, why: detail.because });
}

function keyOf(
  { kind, key, detail }: PlacelessFinding,
  said: { readonly kind: string | null; readonly cves: readonly string[]; readonly why: string },
): string {
  const cards = (detail.verdict?.cards ?? []).map((it) => [
    it.normalised,
    it.productId,
    it.leafName,
    it.leafRange,
    it.identity,
    it.comparison,
    it.statuses,
  ]);
  return uuidOf(`evidence|${JSON.stringify([kind, key, said.cves, said.kind, said.why, cards])}`);
}

/** The finding under the latest word on it. A word that ended, or that was said of other evidence, is kept and says so. */
export function overruleFinding(
  finding: JudgedFinding,
  decisions: readonly OverruleDecision[],
  circumstances: DeviceCircumstances,
  nowUs: number,
): JudgedFinding {
  const [word] = decisions.filter((it) => it.finding === `${finding.kind} ${finding.key}`).sort(compareDecisions);
  if (!word) return finding;
  const { id: decisionId, verdict, actor, reason, expiresAtUs } = word;
  const was: FindingVerdict = finding.verdict;
  const state = stateOf(word, finding, nowUs);
  const detail = { ...finding.detail, overruled: { decisionId, verdict, actor, reason, expiresAtUs, state, was } };
  if (state !== "holds") return { ...finding, detail };
  return withCircumstances({ ...finding, verdict, confidence: null, question: null, detail }, circumstances);
}

function stateOf(
  { expiresAtUs, evidence }: OverruleDecision,
  finding: JudgedFinding,
  nowUs: number,
): Overruled["state"] {
  if (expiresAtUs !== null && expiresAtUs <= nowUs) return "expired";
  return [evidenceKeyOf(finding), plainKeyOf(finding)].includes(evidence) ? "holds" : "evidence-changed";
}
