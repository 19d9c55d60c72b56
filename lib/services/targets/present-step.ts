import "server-only";
import type { TargetStep } from "@/lib/contracts/targets";
import { countOf } from "@/lib/domain/say-count";
import { protocolTitle } from "@/lib/domain/service/protocol-titles";
import type { Step } from "@/lib/domain/target/plan-steps";
import { changeOfStep, sayChange, type Today } from "@/lib/domain/target/step-change";
import type { TargetDesign } from "@/lib/domain/target/target-design";
import { sayZone } from "../zones/say-zone";
import type { TargetPlan } from "./plan-target";

const SHOWN_DEVICES = 20;

export function presentStep(
  step: Step,
  design: TargetDesign,
  today: Today,
  names: Pick<TargetPlan, "deviceNames" | "zoneNames">,
): TargetStep {
  const { deviceNames, zoneNames } = names;
  const titleOf = stepTitles(zoneNames);
  const accepted = new Set(design.acceptedCuts.map((it) => it.key));
  return {
    key: step.key,
    kind: step.kind,
    title: titleOf(step.key, step.deviceIds.length, step.allowed),
    deviceCount: step.deviceIds.length,
    devices: step.deviceIds.slice(0, SHOWN_DEVICES).map((id) => ({ id, name: deviceNames.get(id) ?? id })),
    cut: [...step.cut],
    undecided:
      step.kind === "conduit"
        ? step.cut.filter((protocol) => protocol === "unknown" || !accepted.has(`${step.from} ${step.to} ${protocol}`))
        : [],
    interrupted: step.interrupted,
    riskRemoved: step.riskRemoved,
    needs: step.needs.map((key) => titleOf(key, null, null)),
    today: presentOutcome(step.key, design, today),
  };
}

function presentOutcome(key: string, design: TargetDesign, today: Today): TargetStep["today"] {
  const outcome = changeOfStep(key, today, design);
  if (!outcome.isPossible) return { changes: [], because: outcome.because };
  const changes = sayChange(today, outcome.change);
  return { changes: changes.map((it) => ({ ...it, fields: it.fields.map((field) => ({ ...field })) })), because: null };
}

/** What a step is called; of one that is done only its key is known. */
export function stepTitles(
  names: ReadonlyMap<string, string>,
): (key: string, devices: number | null, allowed: readonly string[] | null) => string {
  return (key, devices, allowed) => {
    const [kind, from = "", to = ""] = key.split(" ");
    const [start, end] = [sayZone(from, names), sayZone(to, names)];
    const count = devices === null ? "devices" : countOf(devices, "device");
    if (kind === "enclave") return `Enclave around ${count} in ${start} that cannot be patched`;
    if (kind === "zone") return devices ? `Draw the zone ${start}: ${count} move there` : `Draw the zone ${start}`;
    if (allowed === null) return `${start} → ${end}: hold it to its conduit`;
    if (allowed.length === 0) return `${start} → ${end}: close`;
    return `${start} → ${end}: allow only ${allowed.map(protocolTitle).join(", ")}`;
  };
}
