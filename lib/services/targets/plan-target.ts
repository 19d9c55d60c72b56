import "server-only";
import { newestDeviceRev } from "@/lib/db/devices/device-changes";
import { readChangedDevices } from "@/lib/db/devices/placed-device";
import { countDevicesAndConversations, findConversationRevision } from "@/lib/db/flows/conversation";
import { unlessForgotten } from "@/lib/db/read-changes";
import { listSiteRows } from "@/lib/db/sites/site";
import { listStepMarks, type StepMarkRow, type TargetRow } from "@/lib/db/zones/target";
import { conduitsPrint, placesPrint } from "@/lib/db/zones/zone";
import { StepOrder } from "@/lib/domain/target/plan-steps";
import type { TargetDesign } from "@/lib/domain/target/target-design";
import type { TargetPlaces } from "@/lib/domain/target/target-places";
import { labelledZones, zoneLabels } from "@/lib/domain/zone/zone-labels";
import { inPauses } from "../in-pauses";
import { isSameState } from "../kept-for-state";
import { MadeByKey } from "../made-by-key";
import type { TellProgress } from "../made-meanwhile";
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
    return isSameState(state, this.state) && unlessForgotten(this.#isUnchanged());
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
const kept = new MadeByKey<PlanBasis>(4, ["The order of steps", "devices and conversations read"]);

export interface PlannedTarget {
  readonly target: TargetRow;
  readonly plan: TargetPlan;
  /** The plan is of an earlier state, while that of the present one is being made. */
  readonly isEarlier: boolean;
  /** What is done by now, which an earlier plan does not know. */
  readonly marks: readonly StepMarkRow[];
}

/**
 * The order of steps to the version by which the plant is measured; made anew only when something has changed, in the
 * background where that takes long. AppError "being-made" where there is none yet.
 */
export async function planTarget(id: string): Promise<PlannedTarget> {
  const { target } = await findDesign(id);
  const version = measuredVersion(target);
  // The newest device first: what changes while the others are read is then looked at by who asks next.
  const rev = await newestDeviceRev();
  const [design, marks, today, conversations, placed] = await Promise.all([
    designOf(target, version),
    listStepMarks(id),
    conduitsPrint(),
    findConversationRevision(),
    placesPrint(),
  ]);
  const settled = [JSON.stringify(marks), today, conversations];
  const { answer, isEarlier } = await kept.get(`${id} ${version}`, [...settled, placed, rev], async (last, tell) => {
    const reading = new ReadingOfPlan(tell, last ? 0 : await countDevicesAndConversations());
    const places = await targetPlaces(id, version, design, (devices) => reading.tellDevices(devices));
    const state = [...settled, places, places.moves];
    if (last && (await last.holds(state))) return last;
    return new PlanBasis(await makePlan({ version, design, marks }, places, reading), state, rev);
  });
  return { target, plan: answer.plan, isEarlier, marks };
}

/** How much of what a plan is made of has been read. */
class ReadingOfPlan {
  #devices = 0;
  #conversations = 0;

  constructor(
    private readonly tell: TellProgress,
    private readonly total: number,
  ) {}

  tellDevices(read: number): void {
    this.#devices = read;
    this.#say();
  }

  tellConversations(read: number): void {
    this.#conversations = read;
    this.#say();
  }

  #say(): void {
    const done = this.#devices + this.#conversations;
    // There may be more by now than there were.
    this.tell({ done, total: Math.max(done, this.total) });
  }
}

async function makePlan(
  { version, design, marks }: Pick<TargetPlan, "version" | "design" | "marks">,
  places: TargetPlaces,
  reading: ReadingOfPlan,
): Promise<TargetPlan> {
  const [planned, today, sites] = await Promise.all([
    loadPlanned(design, places, (conversations) => reading.tellConversations(conversations)),
    todaysDesign(),
    listSiteRows(),
  ]);
  const labelled = (of: TargetDesign) => ({ ...of, zones: labelledZones(of.zones, sites) });
  const done = new Set(marks.map((it) => it.stepKey));
  const order = await inPauses(
    StepOrder.inPieces({ today: labelled(today), target: labelled(design), ...planned, done }),
  );
  await inPauses(order.firstInPieces());
  const deviceNames = new Map(planned.devices.map((it) => [it.device.id, it.name]));
  const zoneNames = zoneLabels(design.zones, sites);
  return { version, design, today, order, marks, deviceNames, zoneNames };
}
