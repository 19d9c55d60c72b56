import type { TimeUs } from "../observation";
import { compareText } from "./compare-text";
import type { Decision, DeviceState, PinDecision, StateDecision } from "./decision";

/** Later first; decisions of one moment by id, so that their order of arrival does not matter. */
export function compareDecisions(a: Decision, b: Decision): number {
  return b.atUs - a.atUs || compareText(b.id, a.id);
}

/**
 * Newest first. Lists that came in with no person's word between them speak as one, whichever was imported first: their
 * lines stand in the order of their ids.
 */
export function orderDecisions<T extends Decision>(decisions: readonly T[]): T[] {
  const runs: T[][] = [];
  for (const decision of [...decisions].sort(compareDecisions)) {
    const run = runs.at(-1);
    if (run && decision.isOfList && run[0]?.isOfList) run.push(decision);
    else runs.push([decision]);
  }
  return runs.flatMap((run) => run.sort((a, b) => compareText(a.id, b.id)));
}

/** The device's state by the latest decision on it; one that ended puts the device back into the queue. */
export function stateBy(
  decisions: readonly StateDecision[],
  nowUs: TimeUs,
): { readonly state: DeviceState; readonly stateReason: string | null } {
  const latest = orderDecisions(decisions)[0];
  if (!latest) return { state: "unsanctioned", stateReason: null };
  const said = `${latest.state} by ${latest.actor}: ${latest.reason}`;
  if (latest.expiresAtUs !== null && latest.expiresAtUs <= nowUs) {
    return { state: "unsanctioned", stateReason: `no longer ${said}` };
  }
  return { state: latest.state, stateReason: said };
}

/** Latest pin per field. */
export function pinsBy(decisions: readonly PinDecision[]): Map<string, PinDecision> {
  const pins = new Map<string, PinDecision>();
  for (const pin of [...decisions].sort(compareDecisions)) if (!pins.has(pin.field)) pins.set(pin.field, pin);
  return pins;
}
