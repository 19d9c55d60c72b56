import "server-only";
import { sql } from "@/lib/db/client";
import { newestDeviceRev } from "@/lib/db/devices/device-changes";
import { loadConversations } from "@/lib/db/flows/conversation";
import { listSiteRows } from "@/lib/db/sites/site";
import { listStepMarks, type StepMarkRow, type TargetRow } from "@/lib/db/zones/target";
import { planSteps, type Step } from "@/lib/domain/target/plan-steps";
import type { TargetDesign } from "@/lib/domain/target/target-design";
import { labelledZones, zoneLabels } from "@/lib/domain/zone/zone-labels";
import { findDesign } from "./find-design";
import { measuredVersion } from "./measure-target";
import { placeByDesign } from "./target-traffic";
import { todaysDesign } from "./todays-design";

export interface TargetPlan {
  readonly target: TargetRow;
  readonly version: number;
  readonly design: TargetDesign;
  readonly today: TargetDesign;
  readonly steps: readonly Step[];
  readonly marks: readonly StepMarkRow[];
  readonly deviceNames: ReadonlyMap<string, string>;
  /** What the target's zones are called. */
  readonly zoneNames: ReadonlyMap<string, string>;
}

/** Plans that were made last, by everything that they depend on. */
const KEPT_PLANS = 4;
const plans = new Map<string, Promise<TargetPlan>>();

/** The order of steps to the version by which the plant is measured; computed anew only when something has changed. */
export async function planTarget(id: string): Promise<TargetPlan> {
  const { target } = await findDesign(id);
  const version = measuredVersion(target);
  const [{ design }, sites, marks, today, rev] = await Promise.all([
    findDesign(id, version),
    listSiteRows(),
    listStepMarks(id),
    todaysDesign(),
    newestDeviceRev(),
  ]);
  const key = JSON.stringify([id, version, rev, marks.map((it) => it.stepKey), today.zones, today.conduits]);
  const known = plans.get(key);
  if (known) return { ...(await known), target };
  const plan = (async (): Promise<TargetPlan> => {
    const placements = await placeByDesign(design);
    const devices = placements.map(({ deviceId: _, detail, ...rest }) => ({ ...rest, device: detail }));
    const done = new Set(marks.map((it) => it.stepKey));
    const labelled = (drawn: TargetDesign) => ({ ...drawn, zones: labelledZones(drawn.zones, sites) });
    const conversations = await loadConversations(sql);
    const steps = planSteps({ today: labelled(today), target: labelled(design), devices, conversations, done });
    const deviceNames = new Map(placements.map((it) => [it.deviceId, it.name]));
    return { target, version, design, today, steps, marks, deviceNames, zoneNames: zoneLabels(design.zones, sites) };
  })();
  plans.set(key, plan);
  plan.catch(() => plans.delete(key));
  const oldest = plans.keys().next().value;
  if (plans.size > KEPT_PLANS && oldest !== undefined) plans.delete(oldest);
  return plan;
}
