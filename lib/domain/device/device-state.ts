import type { TimeUs } from "../observation";
import { compareText } from "./compare-text";
import type { Decision, DeviceState, PinDecision, StateDecision } from "./decision";

/** Later first; decisions of one moment by id, so that their order of arrival does not matter. */
export function compareDecisions(a: Decision, b: Decision): number {
  return b.atUs - a.atUs || compareText(b.id, a.id);
}

/** The device's state by the latest decision on it; one that ended puts the device back into the queue. */
export function stateBy(
  decisions: readonly StateDecision[],
  nowUs: TimeUs,
): { readonly state: DeviceState; readonly stateReason: string | null } {
  const latest = [...decisions].sort(compareDecisions)[0];
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
