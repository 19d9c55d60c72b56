import type { AcceptDecision } from "./decision";
import type { Conflict } from "./device";
import { compareDecisions } from "./device-state";

/** The conflicts, each with the latest word that accepts it. */
export function acceptConflicts(
  conflicts: readonly Conflict[],
  decisions: readonly AcceptDecision[],
): readonly Conflict[] {
  if (decisions.length === 0) return conflicts;
  const latest = new Map<string, AcceptDecision>();
  for (const decision of [...decisions].sort(compareDecisions)) {
    if (!latest.has(decision.conflict)) latest.set(decision.conflict, decision);
  }
  return conflicts.map((conflict) => {
    const word = latest.get(conflict.key);
    return word ? { ...conflict, accepted: { decisionId: word.id, actor: word.actor, reason: word.reason } } : conflict;
  });
}

/** Those that wait for a person. */
export function openConflicts(conflicts: readonly Conflict[]): readonly Conflict[] {
  return conflicts.filter(({ accepted }) => accepted === null);
}
