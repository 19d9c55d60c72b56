import type { OverruleDecision } from "../device/decision";
import { uuidOf } from "../device/device-id";
import { compareDecisions } from "../device/device-state";
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
export function evidenceKeyOf({ kind, key, cves, detail }: PlacelessFinding): string {
  const cards = (detail.verdict?.cards ?? []).map((it) => [
    it.normalised,
    it.productId,
    it.leafName,
    it.leafRange,
    it.identity,
    it.comparison,
    it.statuses,
  ]);
  return uuidOf(`evidence|${JSON.stringify([kind, key, cves, detail.verdict?.kind ?? null, detail.because, cards])}`);
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
  return evidence === evidenceKeyOf(finding) ? "holds" : "evidence-changed";
}
