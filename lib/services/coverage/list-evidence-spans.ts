import "server-only";
import { type EvidenceSpan, evidenceSpansPrint, sumEvidenceSpans } from "@/lib/db/evidence/evidence-span";
import { KeptForState } from "../kept-for-state";

const kept = new KeptForState<readonly EvidenceSpan[]>();

/**
 * From when to when each file with flows was recorded; of one that came twice, once. Added up once for each state of the
 * sums of flows and of what is taken in whole (docs/decisions/0017).
 */
export async function listEvidenceSpans(): Promise<readonly EvidenceSpan[]> {
  return kept.get([await evidenceSpansPrint()], sumEvidenceSpans);
}
