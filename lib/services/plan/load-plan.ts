import "server-only";
import { MAX_PLAN_STEPS } from "@/lib/contracts/plan";
import { countDevices } from "@/lib/db/devices/device-query";
import { findInventoryRevision } from "@/lib/db/devices/device-revision";
import { readRiskInputs } from "@/lib/db/devices/risk-input";
import { zoneNames } from "@/lib/db/zones/zone";
import { ActionGatherer, type FlowSum, NO_ZONE } from "@/lib/domain/plan/gather-actions";
import { PLAN_ORDERS, type Plan, type PlanOrder, planInPieces } from "@/lib/domain/plan/make-plan";
import { riskInputOf } from "@/lib/domain/risk/risk-input";
import { type RiskTerms, riskTermsOf } from "@/lib/domain/risk/risk-terms";
import { UNZONED } from "@/lib/domain/zone/zone-key";
import { inPauses } from "../in-pauses";
import { MadeByKey } from "../made-by-key";
import type { Made, TellProgress } from "../made-meanwhile";
import { flowCube } from "../zones/flow-cube";

/** A plan with the names of the devices and zones that it speaks of. */
export interface LoadedPlan {
  readonly plan: Plan;
  readonly devices: readonly { readonly id: string; readonly name: string | null }[];
  readonly zoneIds: ReadonlyMap<string, string>;
  readonly madeAt: Date;
}

/** A process keeps the last plan of each order. */
const kept = new MadeByKey<LoadedPlan>(PLAN_ORDERS.length, ["The plan", "devices read"]);

/**
 * The plan for the inventory as it is now, with as many steps as anybody may ask for; made anew only when something has
 * changed, in the background where that takes long. AppError "being-made" where there is none yet.
 */
export async function loadPlan(order: PlanOrder): Promise<Made<LoadedPlan>> {
  return kept.get(order, [await findInventoryRevision()], async (last, tell) =>
    compute(order, await tellsDevices(tell, last === undefined)),
  );
}

/** Only where nobody is given an earlier plan it is told how far this one is. */
async function tellsDevices(tell: TellProgress, isFirst: boolean): Promise<(read: number) => void> {
  if (!isFirst) return () => {};
  const total = await countDevices({});
  return (done) => tell({ done, total: Math.max(done, total) });
}

async function compute(order: PlanOrder, tellRead: (devices: number) => void): Promise<LoadedPlan> {
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
    tellRead(devices.length);
  }
  const names = await zoneNames();
  const nameOf = (key: string) => names.get(key) ?? (key === UNZONED ? NO_ZONE : key);
  const flows = (await flowCube())
    .flowsByProtocol()
    .map((it): FlowSum => ({ ...it, from: nameOf(it.from), to: nameOf(it.to) }));
  return {
    plan: await inPauses(planInPieces(terms, gatherer.finish(flows), { steps: MAX_PLAN_STEPS, order })),
    devices,
    zoneIds: new Map([...names].map(([id, name]) => [name, id])),
    madeAt: new Date(),
  };
}
