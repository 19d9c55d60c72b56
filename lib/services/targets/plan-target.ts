import "server-only";
import { newestDeviceRev } from "@/lib/db/devices/device-changes";
import { readChangedDevices } from "@/lib/db/devices/placed-device";
import { findConversationRevision } from "@/lib/db/flows/conversation";
import { unlessForgotten } from "@/lib/db/read-changes";
import { listSiteRows } from "@/lib/db/sites/site";
import { listStepMarks, type StepMarkRow, type TargetRow } from "@/lib/db/zones/target";
import { conduitsPrint } from "@/lib/db/zones/zone";
import { StepOrder } from "@/lib/domain/target/plan-steps";
import type { TargetDesign } from "@/lib/domain/target/target-design";
import type { TargetPlaces } from "@/lib/domain/target/target-places";
import { labelledZones, zoneLabels } from "@/lib/domain/zone/zone-labels";
import { KeptByKey } from "../kept-by-key";
import { designOf, findDesign } from "./find-design";
import { targetPlaces } from "./followed-places";
import { loadPlanned } from "./load-planned";
import { measuredVersion } from "./measure-target";
import { todaysDesign } from "./todays-design";

export interface TargetPlan {
  readonly version: number;
  readonly design: TargetDesign;
  readonly today: TargetDesign;
  readonly order: StepOrder;
  readonly marks: readonly StepMarkRow[];
  readonly deviceNames: ReadonlyMap<string, string>;
  /** What the target's zones are called. */
  readonly zoneNames: ReadonlyMap<string, string>;
}

/** A plan with the devices that it looked at, as they were at a revision. */
class PlanBasis {
  #rev: number;

  constructor(
    readonly plan: TargetPlan,
    /** Everything that it depends on besides single devices. */
    private readonly state: readonly unknown[],
    rev: number,
  ) {
    this.#rev = rev;
  }

  /** Whether it is of this state and none of its devices changed. Reads what has changed since the last time. */
  async holds(state: readonly unknown[]): Promise<boolean> {
    return state.every((it, at) => it === this.state[at]) && unlessForgotten(this.#isUnchanged());
  }

  async #isUnchanged(): Promise<boolean> {
    for await (const changes of readChangedDevices(this.#rev)) {
      if (changes.some(({ id }) => this.plan.deviceNames.has(id))) return false;
      this.#rev = Math.max(this.#rev, (changes.at(-1) as { readonly rev: number }).rev);
    }
    return true;
  }
}

/** Plans that were made last, by target and version. */
const kept = new KeptByKey<PlanBasis>(4);

/** The order of steps to the version by which the plant is measured; computed anew only when something has changed. */
export async function planTarget(id: string): Promise<{ readonly target: TargetRow; readonly plan: TargetPlan }> {
  const { target } = await findDesign(id);
  const version = measuredVersion(target);
  const [design, marks, today, conversations, rev] = await Promise.all([
    designOf(target, version),
    listStepMarks(id),
    conduitsPrint(),
    findConversationRevision(),
    newestDeviceRev(),
  ]);
  const places = await targetPlaces(id, version, design);
  const state = [JSON.stringify(marks), today, conversations, places, places.moves];
  const basis = await kept.get(`${id} ${version}`, [...state, rev], async (last) =>
    last && (await last.holds(state))
      ? last
      : new PlanBasis(await makePlan({ version, design, marks }, places), state, rev),
  );
  return { target, plan: basis.plan };
}

async function makePlan(
  { version, design, marks }: Pick<TargetPlan, "version" | "design" | "marks">,
  places: TargetPlaces,
): Promise<TargetPlan> {
  const [planned, today, sites] = await Promise.all([loadPlanned(design, places), todaysDesign(), listSiteRows()]);
  const labelled = (of: TargetDesign) => ({ ...of, zones: labelledZones(of.zones, sites) });
  const done = new Set(marks.map((it) => it.stepKey));
  const order = new StepOrder({ today: labelled(today), target: labelled(design), ...planned, done });
  const deviceNames = new Map(planned.devices.map((it) => [it.device.id, it.name]));
  const zoneNames = zoneLabels(design.zones, sites);
  return { version, design, today, order, marks, deviceNames, zoneNames };
}
