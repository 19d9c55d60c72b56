import "server-only";
import { findInventoryRevision } from "@/lib/db/device-revision";
import { readRiskInputs } from "@/lib/db/risk-input";
import { zoneNames } from "@/lib/db/zone";
import { ActionGatherer, type FlowSum, NO_ZONE } from "@/lib/domain/plan/gather-actions";
import { makePlan, type Plan, type PlanOrder } from "@/lib/domain/plan/make-plan";
import { riskInputOf } from "@/lib/domain/risk/risk-input";
import { type RiskTerms, riskTermsOf } from "@/lib/domain/risk/risk-terms";
import { UNZONED } from "@/lib/domain/zone/zone-key";
import { flowCube } from "../zones/flow-cube";

/** A plan with the names of the devices and zones that it speaks of. */
export interface LoadedPlan {
  readonly plan: Plan;
  readonly devices: readonly { readonly id: string; readonly name: string | null }[];
  readonly zoneIds: ReadonlyMap<string, string>;
}

/** A process keeps the last plan of each order; who asks meanwhile waits for the same one. */
const kept = new Map<
  PlanOrder,
  { readonly revision: string; readonly steps: number; readonly plan: Promise<LoadedPlan> }
>();

/** The plan for the inventory as it is now, made anew only when something has changed. */
export async function loadPlan(order: PlanOrder, steps: number): Promise<LoadedPlan> {
  const revision = await findInventoryRevision();
  const known = kept.get(order);
  if (known && known.revision === revision && known.steps >= steps) return known.plan;
  const plan = compute(order, steps);
  kept.set(order, { revision, steps, plan });
  plan.catch(() => kept.delete(order));
  return plan;
}

async function compute(order: PlanOrder, steps: number): Promise<LoadedPlan> {
  const gatherer = new ActionGatherer();
  const terms: RiskTerms[] = [];
  const devices: { id: string; name: string | null }[] = [];
  for await (const rows of readRiskInputs({ isLiving: true })) {
    for (const { id, name, device, zone, circumstances } of rows) {
      const input = riskInputOf(device, zone, circumstances);
      gatherer.add(devices.length, input);
      terms.push(riskTermsOf(input));
      devices.push({ id, name });
    }
  }
  const names = await zoneNames();
  const nameOf = (key: string) => names.get(key) ?? (key === UNZONED ? NO_ZONE : key);
  const flows = (await flowCube())
    .flowsByProtocol()
    .map((it): FlowSum => ({ ...it, from: nameOf(it.from), to: nameOf(it.to) }));
  return {
    plan: makePlan(terms, gatherer.finish(flows), { steps, order }),
    devices,
    zoneIds: new Map([...names].map(([id, name]) => [name, id])),
  };
}
