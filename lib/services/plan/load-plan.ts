import "server-only";
import { setTimeout as delay } from "node:timers/promises";
import { logError } from "@/lib/config/log-error";
import { findInventoryRevision } from "@/lib/db/devices/device-revision";
import { readRiskInputs } from "@/lib/db/devices/risk-input";
import { zoneNames } from "@/lib/db/zones/zone";
import { ActionGatherer, type FlowSum, NO_ZONE } from "@/lib/domain/plan/gather-actions";
import { type Plan, type PlanOrder, planInPieces } from "@/lib/domain/plan/make-plan";
import { riskInputOf } from "@/lib/domain/risk/risk-input";
import { type RiskTerms, riskTermsOf } from "@/lib/domain/risk/risk-terms";
import { UNZONED } from "@/lib/domain/zone/zone-key";
import { inPauses } from "../in-pauses";
import { flowCube } from "../zones/flow-cube";

/** A plan with the names of the devices and zones that it speaks of. */
export interface LoadedPlan {
  readonly plan: Plan;
  readonly devices: readonly { readonly id: string; readonly name: string | null }[];
  readonly zoneIds: ReadonlyMap<string, string>;
  readonly madeAt: Date;
}

interface KeptPlan {
  /** Of the inventory that it was made of. */
  readonly revision: string;
  readonly steps: number;
  readonly plan: LoadedPlan;
}

/** A process keeps the last plan of each order, and makes one at a time; who asks meanwhile waits for the same one. */
const kept = new Map<PlanOrder, KeptPlan>();
const making = new Map<PlanOrder, { readonly steps: number; readonly made: Promise<KeptPlan> }>();

/** Of a plant of some thousand devices a plan is made within it. Of a million, it takes minutes. */
const PATIENCE_MS = 3_000;

/**
 * The plan for the inventory as it is now, made anew only when something has changed. Where that takes long, the last one
 * is given meanwhile, and marked so.
 */
export async function loadPlan(order: PlanOrder, steps: number): Promise<{ plan: LoadedPlan; isEarlier: boolean }> {
  const revision = await findInventoryRevision();
  const known = kept.get(order);
  const isEnough = known !== undefined && known.steps >= steps;
  if (isEnough && known.revision === revision) return { plan: known.plan, isEarlier: false };
  const underway = making.get(order);
  const made = underway && underway.steps >= steps ? underway.made : make(order, steps, revision);
  const newer = isEnough ? await Promise.race([made, delay(PATIENCE_MS, known, { ref: false })]) : await made;
  return { plan: newer.plan, isEarlier: newer.revision !== revision };
}

function make(order: PlanOrder, steps: number, revision: string): Promise<KeptPlan> {
  const made = compute(order, steps).then((plan) => ({ revision, steps, plan }));
  making.set(order, { steps, made });
  made
    .then((it) => kept.set(order, it))
    // Who still waits is told, too.
    .catch((error) => logError("making the plan", error))
    .finally(() => {
      if (making.get(order)?.made === made) making.delete(order);
    });
  return made;
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
    plan: await inPauses(planInPieces(terms, gatherer.finish(flows), { steps, order })),
    devices,
    zoneIds: new Map([...names].map(([id, name]) => [name, id])),
    madeAt: new Date(),
  };
}
