import { type AggregateRisk, aggregateRisk } from "../risk/aggregate-risk";
import { type RiskTerms, scoreOfTerms } from "../risk/risk-terms";
import type { PlanAction } from "./plan-action";

/** How the next action is chosen: by what it removes for each flow that it interrupts, or by what it removes alone. */
export const PLAN_ORDERS = ["per-flow", "most-risk"] as const;
export type PlanOrder = (typeof PLAN_ORDERS)[number];

export interface PlanStep {
  readonly action: Omit<PlanAction, "effects">;
  /** Devices whose score it lowers now, the one that gains most first. */
  readonly devices: readonly number[];
  /** Points of risk that it removes, over all devices, on top of the steps before. */
  readonly riskRemoved: number;
  /** The plant with this step and all before it. */
  readonly after: AggregateRisk;
}

export interface Plan {
  readonly before: AggregateRisk;
  readonly steps: readonly PlanStep[];
}

/** Gains below this are not worth a step: a tenth of a point over the whole plant. */
const LEAST_GAIN = 0.1;

/** Devices looked at from one pause to the next: some milliseconds. */
const DEVICES_AT_ONCE = 1_000;

/**
 * The best next thing to do, again and again: after each step every score that it touched is computed anew, so that a
 * step's gain is what it adds to the steps before it. Deterministic; equal actions in the order of their keys. A plan for a
 * million devices takes minutes: wherever it yields, the caller may do something else.
 */
export function* planInPieces(
  devices: readonly RiskTerms[],
  actions: readonly PlanAction[],
  { steps: most, order }: { readonly steps: number; readonly order: PlanOrder },
): Generator<void, Plan> {
  const planner = new Planner(devices, actions, order);
  yield* planner.prepare();
  const before = planner.aggregate();
  const steps: PlanStep[] = [];
  while (steps.length < most) {
    const best = planner.best();
    if (best === null) break;
    steps.push(yield* planner.take(best));
  }
  return { before, steps };
}

/** Weights of one device's factors that differ from its own, and what they take off its score. */
interface Lowered {
  readonly device: number;
  readonly weights: Map<string, number>;
  readonly gain: number;
}

/** The plant as the steps so far leave it. Devices and actions go by their place in the lists. */
class Planner {
  private readonly changed: Map<string, number>[] = [];
  private readonly scores: number[] = [];
  private readonly actionsOf: number[][] = [];
  private readonly byDevice: EffectsByDevice[] = [];
  private readonly gains: number[] = [];
  private readonly open: Set<number>;
  private looked = 0;

  constructor(
    private readonly devices: readonly RiskTerms[],
    private readonly actions: readonly PlanAction[],
    private readonly order: PlanOrder,
  ) {
    this.open = new Set(actions.keys());
  }

  /** To be called, and walked to its end, before anything else. */
  *prepare(): Generator<void, void> {
    for (const terms of this.devices) {
      this.changed.push(new Map());
      this.scores.push(scoreOfTerms(terms));
      this.actionsOf.push([]);
      if (this.isTimeForOthers()) yield;
    }
    for (const [index, { effects }] of this.actions.entries()) {
      const map: EffectsByDevice = new Map();
      for (const effect of effects) {
        const list = this.actionsOf[effect.device] as number[];
        if (list.at(-1) !== index) list.push(index);
        addEffect(map, effect);
        if (this.isTimeForOthers()) yield;
      }
      this.byDevice.push(map);
    }
    for (const index of this.actions.keys()) this.gains.push(yield* this.gainOf(index));
  }

  aggregate(): AggregateRisk {
    return aggregateRisk(this.scores.map(Math.round));
  }

  /** The action to take next; null when none is worth a step. */
  best(): number | null {
    let leader: number | null = null;
    for (const index of this.open) {
      if ((this.gains[index] as number) < LEAST_GAIN) continue;
      if (leader === null || this.isBetter(index, leader)) leader = index;
    }
    return leader;
  }

  *take(index: number): Generator<void, PlanStep> {
    const lowered: Lowered[] = [];
    for (const device of this.byDevice[index]?.keys() ?? []) {
      lowered.push(this.lowered(index, device));
      if (this.isTimeForOthers()) yield;
    }
    this.open.delete(index);
    const stale = new Set<number>();
    for (const { device, weights, gain } of lowered) {
      // Also where nothing is gained yet: a vulnerability beyond those that count may count after the next step.
      this.changed[device] = weights;
      this.scores[device] = (this.scores[device] as number) - gain;
      for (const other of this.actionsOf[device] as number[]) stale.add(other);
      if (this.isTimeForOthers()) yield;
    }
    for (const other of stale) {
      if (this.open.has(other)) this.gains[other] = yield* this.gainOf(other);
    }
    return this.stepOf(index, lowered);
  }

  private stepOf(index: number, lowered: readonly Lowered[]): PlanStep {
    const gaining = lowered.filter(({ gain }) => gain > 1e-9).sort((a, b) => b.gain - a.gain || a.device - b.device);
    const { effects: _, ...action } = this.actions[index] as PlanAction;
    return {
      action,
      devices: gaining.map(({ device }) => device),
      riskRemoved: gaining.reduce((sum, { gain }) => sum + gain, 0),
      after: this.aggregate(),
    };
  }

  private lowered(index: number, device: number): Lowered {
    const weights = new Map(this.changed[device]);
    const terms = this.devices[device] as RiskTerms;
    for (const { factor, part } of this.byDevice[index]?.get(device) ?? []) {
      const now = weights.get(factor) ?? terms.weights.get(factor) ?? terms.vulnerabilities.get(factor) ?? 0;
      weights.set(factor, now * part);
    }
    return { device, weights, gain: (this.scores[device] as number) - scoreOfTerms(terms, weights) };
  }

  private *gainOf(index: number): Generator<void, number> {
    let sum = 0;
    for (const device of this.byDevice[index]?.keys() ?? []) {
      sum += this.lowered(index, device).gain;
      if (this.isTimeForOthers()) yield;
    }
    return sum;
  }

  private worth(index: number): number {
    const gain = this.gains[index] as number;
    const { flowsCut, outages } = this.actions[index] as PlanAction;
    return this.order === "most-risk" ? gain : gain / (1 + flowsCut + outages);
  }

  private isBetter(a: number, b: number): boolean {
    const difference = this.worth(a) - this.worth(b);
    if (Math.abs(difference) > 1e-12) return difference > 0;
    return (this.actions[a] as PlanAction).key < (this.actions[b] as PlanAction).key;
  }

  private isTimeForOthers(): boolean {
    this.looked += 1;
    return this.looked % DEVICES_AT_ONCE === 0;
  }
}

type EffectsByDevice = Map<number, { readonly factor: string; readonly part: number }[]>;

function addEffect(map: EffectsByDevice, { device, factor, part }: PlanAction["effects"][number]): void {
  const list = map.get(device);
  if (!list) map.set(device, [{ factor, part }]);
  else if (list.every((it) => it.factor !== factor)) list.push({ factor, part });
}
