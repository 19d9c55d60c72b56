import { compareText } from "../compare-text";
import type { Device } from "../device/device";
import type { DeviceFlow } from "../flow/device-flow";
import { seenFrom } from "../flow/flows-by-device";
import type { Conversation } from "../flow/fold-conversations";
import { gatherExposure } from "../risk/gather-exposure";
import { scoreRisk } from "../risk/judge-risk";
import { type RiskCircumstances, riskInputOf } from "../risk/risk-input";
import { isPlantProtocol } from "../service/control-protocols";
import { UNZONED } from "../zone/zone-key";
import { designJudge } from "./judge-flow";
import type { RecordedFlow } from "./recorded-flow";
import type { TargetConduit, TargetDesign, TargetZone } from "./target-design";
import { flowPlacer } from "./zones-of-flow";

/** A device with what its score is made of, and where it is and shall be. */
export interface PlannedDevice {
  readonly device: Pick<Device, "id" | "state" | "fields" | "services" | "conflicts">;
  readonly name: string;
  /** What it was last judged by; the exposure is gathered anew for every step. */
  readonly circumstances: RiskCircumstances;
  readonly zoneId: string | null;
  readonly targetZoneId: string | null;
}

export type StepKind = "zone" | "conduit" | "enclave";

/** One change of one zone or of the paths from one zone to another. */
export interface Step {
  /** The same from day to day, so that it can be marked as done. */
  readonly key: string;
  readonly kind: StepKind;
  /** The zone that is drawn, or in which the enclave lies; for "conduit" the zone that may begin. */
  readonly from: string;
  /** For "conduit" the zone that answers. */
  readonly to: string | null;
  /** Devices that move, or that the enclave holds. */
  readonly deviceIds: readonly string[];
  /** Protocols that stay allowed; null = every protocol. */
  readonly allowed: readonly string[] | null;
  /** Protocols of what was seen and would stop. */
  readonly cut: readonly string[];
  /** Paths that were seen and would stop: device pairs with a protocol. */
  readonly interrupted: number;
  /** Sum of the scores of all devices before less after; a step that makes zones smaller can raise it first. */
  readonly riskRemoved: number;
  /** Keys of steps that must come before. */
  readonly needs: readonly string[];
}

export interface PlanInput {
  readonly today: { readonly zones: readonly TargetZone[]; readonly conduits: readonly TargetConduit[] };
  readonly target: TargetDesign;
  readonly devices: readonly PlannedDevice[];
  readonly conversations: readonly Conversation[];
  /** Steps that are carried out: their paths are closed, and they are left out of the order. */
  readonly done: ReadonlySet<string>;
}

/** The way from today to the target, all of it; see StepOrder. */
export function planSteps(input: PlanInput): readonly Step[] {
  return StepOrder.of(input).all();
}

/** Looked at from one pause to the next: some milliseconds. */
const CONVERSATIONS_AT_ONCE = 1_000;
const SCORES_AT_ONCE = 100;

/** Of a large plant, each place takes long: where it is yielded, the caller may do something else. */
type Pause = undefined;
const PAUSE: Pause = undefined;

/**
 * The way from today to the target: at each place the step (with what it needs before it) that removes most risk per
 * path that it interrupts, by the same risk model as everywhere, recomputed for the plant as it then is. The order of
 * devices and conversations does not matter. Ordered as far as somebody asks: each place looks at all that is left.
 */
export class StepOrder {
  /** Steps that are not done. */
  readonly count: number;
  readonly #drafts: ReadonlyMap<string, Pick<Step, "deviceIds" | "allowed">>;
  readonly #known: Step[] = [];
  readonly #rest: Generator<Step | Pause, void>;

  private constructor(open: Map<string, DraftStep>, plant: PlantModel, done: ReadonlySet<string>) {
    this.count = open.size;
    this.#drafts = new Map(open);
    this.#rest = orderSteps(open, plant, done);
  }

  static of(input: PlanInput): StepOrder {
    return endOf(StepOrder.inPieces(input));
  }

  static *inPieces(input: PlanInput): Generator<Pause, StepOrder> {
    const plant = new PlantModel(input);
    yield* plant.read(input);
    const open = new Map(draftSteps(input, plant).map((step) => [step.key, step]));
    for (const key of input.done) {
      const step = open.get(key);
      if (!step) continue;
      plant.apply(step);
      open.delete(key);
    }
    return new StepOrder(open, plant, input.done);
  }

  /** What is known of a step wherever it stands; undefined when it is none, or done. */
  find(key: string): Pick<Step, "deviceIds" | "allowed"> | undefined {
    return this.#drafts.get(key);
  }

  first(): Step | undefined {
    return endOf(this.firstInPieces());
  }

  *firstInPieces(): Generator<Pause, Step | undefined> {
    if (this.#known.length === 0) yield* this.#takeNext();
    return this.#known[0];
  }

  all(): readonly Step[] {
    return endOf(this.allInPieces());
  }

  /** @param tell is told after each step how many stand in order */
  *allInPieces(tell: (steps: number) => void = () => {}): Generator<Pause, readonly Step[]> {
    while (yield* this.#takeNext()) tell(this.#known.length);
    return this.#known;
  }

  *#takeNext(): Generator<Pause, boolean> {
    for (;;) {
      const { done, value } = this.#rest.next();
      if (done) return false;
      if (value) {
        this.#known.push(value);
        return true;
      }
      yield PAUSE;
    }
  }
}

function endOf<Result>(pieces: Generator<Pause, Result>): Result {
  for (;;) {
    const { done, value } = pieces.next();
    if (done) return value;
  }
}

function* orderSteps(
  open: Map<string, DraftStep>,
  plant: PlantModel,
  done: ReadonlySet<string>,
): Generator<Step | Pause, void> {
  const chooser = new BundleChooser(open, plant);
  while (open.size > 0) {
    for (const draft of yield* chooser.best()) {
      const { riskRemoved, interrupted, cut } = yield* plant.measure([draft]);
      chooser.forgetTouchedBy(draft);
      plant.apply(draft);
      open.delete(draft.key);
      const { closes: _, ...step } = draft;
      yield { ...step, needs: step.needs.filter((key) => !done.has(key)), riskRemoved, interrupted, cut };
    }
  }
}

/** Devices that carry a weakness which is exploited, public or severe and has no fix: candidates for an enclave. */
export function unpatchableDevices(devices: readonly PlannedDevice[]): PlannedDevice[] {
  return devices.filter(
    ({ device, circumstances }) => device.state !== "retired" && isUnpatchable(circumstances.vulnerabilities),
  );
}

/** Whether one of them is exploited, public or severe and has no fix. */
export function isUnpatchable(vulnerabilities: RiskCircumstances["vulnerabilities"]): boolean {
  return vulnerabilities.some(
    (it) => it.verdict === "affected" && !it.hasFix && (it.exploitation !== "none" || (it.cvss ?? 0) >= 7),
  );
}

interface DraftStep extends Omit<Step, "riskRemoved" | "interrupted" | "cut"> {
  /** Which conversations it stops, once it is done. */
  readonly closes: readonly Conversation[];
}

interface Bundle {
  /** What it needs first, then the step itself. */
  readonly steps: readonly DraftStep[];
  readonly touched: ReadonlySet<string>;
  readonly ratio: number;
  readonly riskRemoved: number;
}

/** Finds at each place the step, after what it needs, that removes most risk per interrupted path. */
class BundleChooser {
  /** What a bundle does stays true until one of its devices is changed by another step. */
  private readonly known = new Map<string, Bundle>();
  /** Keys of known bundles by what they touch. */
  private readonly byDevice = new Map<string, Set<string>>();

  constructor(
    private readonly open: ReadonlyMap<string, DraftStep>,
    private readonly plant: PlantModel,
  ) {}

  *best(): Generator<Pause, readonly DraftStep[]> {
    let best: Bundle | null = null;
    for (const step of this.open.values()) {
      const bundle: Bundle = this.known.get(step.key) ?? (yield* this.learn(step));
      if (best === null || isBetter(bundle, best)) best = bundle;
    }
    return best?.steps ?? [];
  }

  forgetTouchedBy(step: DraftStep): void {
    const stale = new Set<string>();
    for (const [key, { steps }] of this.known) if (steps.includes(step)) stale.add(key);
    for (const id of this.plant.touchedBy(step)) for (const key of this.byDevice.get(id) ?? []) stale.add(key);
    for (const key of stale) this.forget(key);
  }

  private *learn(step: DraftStep): Generator<Pause, Bundle> {
    const bundle = yield* this.bundleOf(step);
    this.known.set(step.key, bundle);
    for (const id of bundle.touched) {
      const keys = this.byDevice.get(id);
      if (keys) keys.add(step.key);
      else this.byDevice.set(id, new Set([step.key]));
    }
    return bundle;
  }

  private forget(key: string): void {
    for (const id of this.known.get(key)?.touched ?? []) this.byDevice.get(id)?.delete(key);
    this.known.delete(key);
  }

  private *bundleOf(step: DraftStep): Generator<Pause, Bundle> {
    const steps = withNeeds(step, this.open);
    const { riskRemoved, interrupted } = yield* this.plant.measure(steps);
    const touched = new Set(steps.flatMap((it) => [...this.plant.touchedBy(it)]));
    return { steps, touched, riskRemoved, ratio: riskRemoved / Math.max(1, interrupted) };
  }
}

function isBetter(a: Bundle, b: Bundle): boolean {
  if (a.ratio !== b.ratio) return a.ratio > b.ratio;
  if (a.riskRemoved !== b.riskRemoved) return a.riskRemoved > b.riskRemoved;
  return compareText((a.steps.at(-1) as DraftStep).key, (b.steps.at(-1) as DraftStep).key) < 0;
}

function withNeeds(step: DraftStep, open: ReadonlyMap<string, DraftStep>): DraftStep[] {
  const steps = step.needs.flatMap((key) => open.get(key) ?? []);
  return [...steps, step];
}

/** Every difference between today and the target as a step of its own. */
function draftSteps({ today, target, devices }: PlanInput, plant: PlantModel): DraftStep[] {
  const zoneSteps = new Map<string, DraftStep>();
  const was = new Map(today.zones.map((zone) => [zone.id, zone]));
  for (const zone of target.zones) {
    const deviceIds = devices
      .filter((it) => it.targetZoneId === zone.id && it.zoneId !== zone.id)
      .map((it) => it.device.id)
      .sort(compareText);
    if (was.has(zone.id) && deviceIds.length === 0) continue;
    const key = `zone ${zone.id}`;
    zoneSteps.set(zone.id, {
      ...{ key, kind: "zone", from: zone.id, to: null, deviceIds },
      ...{ allowed: null, needs: [], closes: [] },
    });
  }
  const pairs = new Map<string, { from: string; to: string; closes: Conversation[] }>();
  const pairOf = (from: string, to: string) => {
    const key = `${from} ${to}`;
    const pair = pairs.get(key) ?? { from, to, closes: [] };
    pairs.set(key, pair);
    return pair;
  };
  for (const [conversation, { from, to }] of plant.cuts) pairOf(from, to).closes.push(conversation);
  const sameAsToday = new Set(today.conduits.map(conduitWord));
  for (const conduit of target.conduits) {
    if (!sameAsToday.has(conduitWord(conduit))) pairOf(conduit.fromZoneId, conduit.toZoneId);
  }
  const conduitSteps = [...pairs.values()].map(({ from, to, closes }): DraftStep => {
    const conduits = target.conduits.filter(
      (it) =>
        (it.fromZoneId === from && it.toZoneId === to) ||
        (it.initiator === "either" && it.fromZoneId === to && it.toZoneId === from),
    );
    const isAny = conduits.some(({ protocols }) => protocols.length === 0);
    return {
      key: `conduit ${from} ${to}`,
      kind: "conduit",
      from,
      to,
      deviceIds: [],
      allowed: isAny ? null : [...new Set(conduits.flatMap(({ protocols }) => protocols))].sort(compareText),
      needs: [from, to].flatMap((id) => zoneSteps.get(id)?.key ?? []),
      closes,
    };
  });
  const steps = [...zoneSteps.values(), ...conduitSteps, ...enclaveSteps(devices, plant)];
  return steps.sort((a, b) => compareText(a.key, b.key));
}

/**
 * For each zone with devices that cannot be patched: a wall around them that lets only the plant's own protocols in and
 * out, and nothing to the internet. The enclave lies inside its zone, so what its neighbours say in a plant's protocol
 * stays as it is.
 */
function enclaveSteps(devices: readonly PlannedDevice[], plant: PlantModel): DraftStep[] {
  const byZone = new Map<string, string[]>();
  for (const { device, targetZoneId } of unpatchableDevices(devices)) {
    const zone = targetZoneId ?? UNZONED;
    const ids = byZone.get(zone);
    if (ids) ids.push(device.id);
    else byZone.set(zone, [device.id]);
  }
  return [...byZone].map(([zone, ids]) => {
    const inside = new Set(ids);
    const closes = ids.flatMap((id) =>
      plant.conversationsOf(id).filter(({ initiatorDeviceId, responderDeviceId, protocol, responder }) => {
        const ends = [initiatorDeviceId, responderDeviceId].filter((end) => end !== null && inside.has(end)).length;
        return ends === 1 && responder.ip !== null && !isPlantProtocol(protocol);
      }),
    );
    return {
      ...{ key: `enclave ${zone}`, kind: "enclave", from: zone, to: null, deviceIds: ids.sort(compareText) },
      ...{ allowed: null, needs: [], closes },
    } as const;
  });
}

function conduitWord({ id: _, reason: __, owner: ___, ...rule }: TargetConduit): string {
  return JSON.stringify(Object.entries(rule).sort(([a], [b]) => compareText(a, b)));
}

/** The plant on its way: which devices have moved, which conversations are closed, and what each device's score is. */
class PlantModel {
  /** Conversations that the target cuts, with its zones. */
  readonly cuts = new Map<Conversation, { readonly from: string; readonly to: string }>();
  private readonly devices: ReadonlyMap<string, PlannedDevice>;
  private readonly byDevice = new Map<string, Conversation[]>();
  private readonly zones: ReadonlyMap<string, TargetZone>;
  private readonly todaysZones: ReadonlyMap<string, TargetZone>;
  private readonly moved = new Set<string>();
  private readonly closed = new Set<Conversation>();
  private readonly scores = new Map<string, number>();

  constructor({ today, target, devices }: PlanInput) {
    this.devices = new Map(devices.map((it) => [it.device.id, it]));
    this.zones = new Map(target.zones.map((zone) => [zone.id, zone]));
    this.todaysZones = new Map(today.zones.map((zone) => [zone.id, zone]));
  }

  /** Takes in who talks with whom, and what of it the target cuts. */
  *read({ target, devices, conversations }: PlanInput): Generator<Pause, void> {
    const placeFlow = flowPlacer(target.zones, new Map(devices.map((it) => [it.device.id, it.targetZoneId])));
    const judge = designJudge(target);
    const sorted = [...conversations].sort((a, b) => compareText(a.id, b.id));
    for (const [at, conversation] of sorted.entries()) {
      if (at % CONVERSATIONS_AT_ONCE === 0) yield PAUSE;
      const { initiatorDeviceId, responderDeviceId } = conversation;
      for (const id of new Set([initiatorDeviceId, responderDeviceId])) {
        if (id === null || initiatorDeviceId === responderDeviceId) continue;
        const list = this.byDevice.get(id);
        if (list) list.push(conversation);
        else this.byDevice.set(id, [conversation]);
      }
      const { from, to } = placeFlow(recordedOf(conversation));
      if (judge(from, to, recordedOf(conversation)).kind === "cut") this.cuts.set(conversation, { from, to });
    }
  }

  /** Conversations of the device with others. */
  conversationsOf(id: string): readonly Conversation[] {
    return this.byDevice.get(id) ?? [];
  }

  apply(step: DraftStep): void {
    for (const id of this.touchedBy(step)) this.scores.delete(id);
    if (step.kind === "zone") for (const id of step.deviceIds) this.moved.add(id);
    for (const conversation of step.closes) this.closed.add(conversation);
  }

  /** What the steps together would do now. */
  *measure(steps: readonly DraftStep[]): Generator<Pause, Pick<Step, "riskRemoved" | "interrupted" | "cut">> {
    const closes = new Set(steps.flatMap((step) => step.closes).filter((it) => !this.closed.has(it)));
    const moves = new Set(steps.flatMap((step) => (step.kind === "zone" ? step.deviceIds : [])));
    const touched = new Set(steps.flatMap((step) => [...this.touchedBy(step)]));
    let [riskRemoved, scored] = [0, 0];
    for (const id of touched) {
      riskRemoved += this.scoreNow(id) - this.score(id, moves, closes);
      if (++scored % SCORES_AT_ONCE === 0) yield PAUSE;
    }
    const paths = new Set([...closes].map(pathOf));
    return {
      riskRemoved,
      interrupted: paths.size,
      cut: [...new Set([...closes].map((it) => it.protocol))].sort(compareText),
    };
  }

  touchedBy(step: DraftStep): Set<string> {
    const touched = new Set<string>();
    const add = (id: string | null) => {
      if (id !== null) touched.add(id);
    };
    for (const { initiatorDeviceId, responderDeviceId } of step.closes) {
      add(initiatorDeviceId);
      add(responderDeviceId);
    }
    if (step.kind !== "zone") return touched;
    for (const moved of step.deviceIds) {
      add(moved);
      for (const { initiatorDeviceId, responderDeviceId } of this.byDevice.get(moved) ?? []) {
        add(initiatorDeviceId);
        add(responderDeviceId);
      }
    }
    return touched;
  }

  private scoreNow(id: string): number {
    const known = this.scores.get(id);
    if (known !== undefined) return known;
    const score = this.score(id, NOBODY, NOTHING);
    this.scores.set(id, score);
    return score;
  }

  private score(id: string, moves: ReadonlySet<string>, closes: ReadonlySet<Conversation>): number {
    const planned = this.devices.get(id);
    if (!planned || planned.device.state === "retired") return 0;
    const zone = this.zoneOf(planned, moves);
    const peerOf = (peerId: string) => {
      const peer = this.devices.get(peerId);
      return peer && { name: peer.name, zone: this.zoneOf(peer, moves)?.name ?? null };
    };
    const flows: DeviceFlow[] = [];
    for (const conversation of this.byDevice.get(id) ?? []) {
      if (closes.has(conversation) || this.closed.has(conversation)) continue;
      flows.push(seenFrom(id, conversation, peerOf));
    }
    const exposure = gatherExposure(flows, zone?.name ?? null);
    return scoreRisk(riskInputOf(planned.device, zone, { ...planned.circumstances, exposure })).score;
  }

  private zoneOf(
    { device, zoneId, targetZoneId }: PlannedDevice,
    moves: ReadonlySet<string>,
  ): Pick<TargetZone, "name" | "purdueLevel" | "criticality"> | null {
    const hasMoved = moves.has(device.id) || this.moved.has(device.id);
    const id = hasMoved ? targetZoneId : zoneId;
    if (id === null) return null;
    return (hasMoved ? this.zones.get(id) : this.todaysZones.get(id)) ?? this.zones.get(id) ?? null;
  }
}

const NOBODY: ReadonlySet<string> = new Set();
const NOTHING: ReadonlySet<Conversation> = new Set();

function recordedOf(conversation: Conversation): RecordedFlow {
  const { initiator, responder, initiatorDeviceId, responderDeviceId } = conversation;
  return {
    ...conversation,
    initiator: { ...initiator, deviceId: initiatorDeviceId },
    responder: { ...responder, deviceId: responderDeviceId },
  };
}

function pathOf({ realm, initiator, responder, initiatorDeviceId, responderDeviceId, protocol }: Conversation): string {
  const [from, to] = [initiatorDeviceId ?? initiator.ip, responderDeviceId ?? responder.ip];
  return `${realm} ${from} ${to} ${protocol}`;
}
