import type { InputDecision } from "../device/decision";
import { compareDecisions } from "../device/device-state";
import { EXPOSURES, HUMAN_IMPACTS } from "../priority/ssvc-deployer";
import {
  type DeviceCircumstances,
  type JudgedFinding,
  type OverridableInput,
  type OverriddenInput,
  withCircumstances,
} from "./build-findings";
import { EXPLOITATIONS } from "./finding";

/** Inputs of a decision that a person may set, each with its values from harmless to bad. */
export const INPUT_VALUES: Readonly<Record<OverridableInput, readonly string[]>> = {
  Exploitation: EXPLOITATIONS,
  Exposure: EXPOSURES,
  Automatable: ["no", "yes"],
  "Human impact": HUMAN_IMPACTS,
  "Technical impact": ["partial", "total"],
  "Known exploited": ["no", "yes"],
};

/**
 * The finding with people's words on its inputs: the latest on each counts. One that ended is kept and says so. What the
 * feeds and the traffic say stays beside it.
 */
export function overrideInputs(
  finding: JudgedFinding,
  decisions: readonly InputDecision[],
  circumstances: DeviceCircumstances,
  nowUs: number,
): JudgedFinding {
  const own = decisions.filter((it) => it.finding === `${finding.kind} ${finding.key}`).sort(compareDecisions);
  const latest = new Map<OverridableInput, OverriddenInput>();
  for (const { id: decisionId, input, inputValue: value, actor, reason, expiresAtUs } of own) {
    if (latest.has(input) || !INPUT_VALUES[input]?.includes(value)) continue;
    const isExpired = expiresAtUs !== null && expiresAtUs <= nowUs;
    latest.set(input, { decisionId, name: input, value, actor, reason, expiresAtUs, isExpired });
  }
  if (latest.size === 0) return finding;
  return withCircumstances(
    { ...finding, detail: { ...finding.detail, overridden: [...latest.values()] } },
    circumstances,
  );
}
