import { compareText } from "../compare-text";
import type { TimeUs } from "../observation";
import type { Decision, DeviceState, PinDecision, StateDecision } from "./decision";

/** Later first; decisions of one moment by id, so that their order of arrival does not matter. */
export function compareDecisions(a: Decision, b: Decision): number {
  return b.atUs - a.atUs || compareText(b.id, a.id);
}

/**
 * People's words newest first, then the lines of approved lists in the order of their ids. A list's time is that of its
 * import, and must not count: the same material in another order would give another inventory.
 */
export function orderDecisions<T extends Decision>(decisions: readonly T[]): T[] {
  const lines = decisions.filter(({ isOfList }) => isOfList).sort((a, b) => compareText(a.id, b.id));
  return [...decisions.filter(({ isOfList }) => !isOfList).sort(compareDecisions), ...lines];
}

/**
 * Of words on one question, the one that holds. A person's wins over every list, whenever it came in; when it has ended,
 * lists are asked again. A rule decides only on devices that wait, and what a list names does not wait: so where nobody
 * spoke by hand, a list wins over it, as if it had been there first. Undefined when no word holds.
 */
export function holdingWord<T extends Decision>(
  decisions: readonly T[],
  holds: (decision: T) => boolean = () => true,
): T | undefined {
  const ordered = orderDecisions(decisions);
  const latest = ordered[0];
  const line = ordered.find(({ isOfList }) => isOfList);
  if (latest === undefined || latest === line) return line;
  const isByHand = ordered.some(({ isOfList, isByRule }) => !isOfList && !isByRule);
  if (line && !(isByHand && holds(latest))) return line;
  return holds(latest) ? latest : undefined;
}

/** The device's state by the word that holds; one that ended, with no list to ask, puts the device back into the queue. */
export function stateBy(
  decisions: readonly StateDecision[],
  nowUs: TimeUs,
): { readonly state: DeviceState; readonly stateReason: string | null } {
  const said = ({ state, actor, reason }: StateDecision) => `${state} by ${actor}: ${reason}`;
  const word = holdingWord(decisions, ({ expiresAtUs }) => expiresAtUs === null || expiresAtUs > nowUs);
  if (word) return { state: word.state, stateReason: said(word) };
  const ended = orderDecisions(decisions)[0];
  return { state: "unsanctioned", stateReason: ended ? `no longer ${said(ended)}` : null };
}

/** Latest pin per field. */
export function pinsBy(decisions: readonly PinDecision[]): Map<string, PinDecision> {
  const pins = new Map<string, PinDecision>();
  for (const pin of [...decisions].sort(compareDecisions)) if (!pins.has(pin.field)) pins.set(pin.field, pin);
  return pins;
}
