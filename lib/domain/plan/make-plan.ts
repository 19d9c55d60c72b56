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
  let looked = 0;
  const isTimeForOthers = () => ++looked % DEVICES_AT_ONCE === 0;
  const changed: Map<string, number>[] = [];
  const scores: number[] = [];
  const actionsOf: number[][] = [];
  for (const terms of devices) {
    changed.push(new Map());
    scores.push(scoreOfTerms(terms));
    actionsOf.push([]);
    if (isTimeForOthers()) yield;
  }
  const byDevice: EffectsByDevice[] = [];
  for (const [index, { effects }] of actions.entries()) {
    const map: EffectsByDevice = new Map();
    for (const effect of effects) {
      const list = actionsOf[effect.device] as number[];
      if (list.at(-1) !== index) list.push(index);
      addEffect(map, effect);
      if (isTimeForOthers()) yield;
    }
    byDevice.push(map);
  }
  const gainOn = (action: number, device: number) => {
    const weights = new Map(changed[device]);
    const terms = devices[device] as RiskTerms;
    for (const { factor, part } of byDevice[action]?.get(device) ?? []) {
      const now = weights.get(factor) ?? terms.weights.get(factor) ?? terms.vulnerabilities.get(factor) ?? 0;
      weights.set(factor, now * part);
    }
    return { weights, gain: (scores[device] as number) - scoreOfTerms(terms, weights) };
  };
  function* gainOf(index: number): Generator<void, number> {
    let sum = 0;
    for (const device of byDevice[index]?.keys() ?? []) {
      sum += gainOn(index, device).gain;
      if (isTimeForOthers()) yield;
    }
    return sum;
  }
  const gains: number[] = [];
  for (const index of actions.keys()) gains.push(yield* gainOf(index));
  const worth = (index: number) => {
    const gain = gains[index] as number;
    const { flowsCut, outages } = actions[index] as PlanAction;
    return order === "most-risk" ? gain : gain / (1 + flowsCut + outages);
  };

  const aggregate = () => aggregateRisk(scores.map(Math.round));
  const before = aggregate();
  const open = new Set(actions.keys());
  const steps: PlanStep[] = [];
  while (steps.length < most) {
    const best = [...open]
      .filter((index) => (gains[index] as number) >= LEAST_GAIN)
      .reduce<number | null>((leader, index) => (leader === null || isBetter(index, leader) ? index : leader), null);
    if (best === null) break;
    const touched: ({ device: number } & ReturnType<typeof gainOn>)[] = [];
    for (const device of byDevice[best]?.keys() ?? []) {
      touched.push({ device, ...gainOn(best, device) });
      if (isTimeForOthers()) yield;
    }
    const stale = new Set<number>();
    for (const { device, weights, gain } of touched) {
      // Also where nothing is gained yet: a vulnerability beyond those that count may count after the next step.
      changed[device] = weights;
      scores[device] = (scores[device] as number) - gain;
      for (const index of actionsOf[device] as number[]) stale.add(index);
      if (isTimeForOthers()) yield;
    }
    open.delete(best);
    for (const index of stale) {
      if (open.has(index)) gains[index] = yield* gainOf(index);
    }
    const gaining = touched.filter(({ gain }) => gain > 1e-9).sort((a, b) => b.gain - a.gain || a.device - b.device);
    const { effects: _, ...action } = actions[best] as PlanAction;
    steps.push({
      action,
      devices: gaining.map(({ device }) => device),
      riskRemoved: gaining.reduce((sum, { gain }) => sum + gain, 0),
      after: aggregate(),
    });
  }
  return { before, steps };

  function isBetter(a: number, b: number): boolean {
    const difference = worth(a) - worth(b);
    if (Math.abs(difference) > 1e-12) return difference > 0;
    return (actions[a] as PlanAction).key < (actions[b] as PlanAction).key;
  }
}

type EffectsByDevice = Map<number, { readonly factor: string; readonly part: number }[]>;

function addEffect(map: EffectsByDevice, { device, factor, part }: PlanAction["effects"][number]): void {
  const list = map.get(device);
  if (!list) map.set(device, [{ factor, part }]);
  else if (list.every((it) => it.factor !== factor)) list.push({ factor, part });
}
