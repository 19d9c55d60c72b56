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

/**
 * The best next thing to do, again and again: after each step every score that it touched is computed anew, so that a
 * step's gain is what it adds to the steps before it. Deterministic; equal actions in the order of their keys.
 */
export function makePlan(
  devices: readonly RiskTerms[],
  actions: readonly PlanAction[],
  { steps: most, order }: { readonly steps: number; readonly order: PlanOrder },
): Plan {
  const changed: Map<string, number>[] = devices.map(() => new Map());
  const scores = devices.map((it) => scoreOfTerms(it));
  const actionsOf: number[][] = devices.map(() => []);
  for (const [index, { effects }] of actions.entries()) {
    for (const { device } of effects) {
      const list = actionsOf[device] as number[];
      if (list.at(-1) !== index) list.push(index);
    }
  }
  const byDevice = actions.map(effectsByDevice);
  const gainOn = (action: number, device: number) => {
    const weights = new Map(changed[device]);
    const terms = devices[device] as RiskTerms;
    for (const { factor, part } of byDevice[action]?.get(device) ?? []) {
      const now = weights.get(factor) ?? terms.weights.get(factor) ?? terms.vulnerabilities.get(factor) ?? 0;
      weights.set(factor, now * part);
    }
    return { weights, gain: (scores[device] as number) - scoreOfTerms(terms, weights) };
  };
  const gains = actions.map((_, index) => {
    let sum = 0;
    for (const device of byDevice[index]?.keys() ?? []) sum += gainOn(index, device).gain;
    return sum;
  });
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
    const touched = [...(byDevice[best]?.keys() ?? [])].map((device) => ({ device, ...gainOn(best, device) }));
    const stale = new Set<number>();
    for (const { device, weights, gain } of touched) {
      // Also where nothing is gained yet: a vulnerability beyond those that count may count after the next step.
      changed[device] = weights;
      scores[device] = (scores[device] as number) - gain;
      for (const index of actionsOf[device] as number[]) stale.add(index);
    }
    open.delete(best);
    for (const index of stale) {
      if (!open.has(index)) continue;
      let sum = 0;
      for (const device of byDevice[index]?.keys() ?? []) sum += gainOn(index, device).gain;
      gains[index] = sum;
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

function effectsByDevice({ effects }: PlanAction): Map<number, { readonly factor: string; readonly part: number }[]> {
  const map = new Map<number, { factor: string; part: number }[]>();
  for (const { device, factor, part } of effects) {
    const list = map.get(device);
    if (!list) map.set(device, [{ factor, part }]);
    else if (list.every((it) => it.factor !== factor)) list.push({ factor, part });
  }
  return map;
}
