import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { TargetStep, TargetSteps } from "@/lib/contracts/targets";
import { inPauses } from "../in-pauses";
import { KeptBeside } from "../kept-beside";
import { MadeByKey } from "../made-by-key";
import { type PlannedTarget, planTarget, type TargetPlan } from "./plan-target";
import { presentStep, stepTitles } from "./present-step";

interface PresentedSteps {
  readonly plan: TargetPlan;
  readonly items: readonly TargetStep[];
}

/** By target. */
const presented = new MadeByKey<PresentedSteps>(4, ["The order of steps", "steps weighed"]);

const said = new KeptBeside<PresentedSteps, TargetSteps>();

/** The order of steps from today to the target, and what is done of it. */
export async function getSteps(actor: Actor, id: string): Promise<TargetSteps> {
  requirePermission(actor, "zones.read");
  const { plan: newest, isEarlier, marks } = await planTarget(id);
  const made = await presented.get(id, [newest], async (_, tell) => {
    const { design, today, order } = newest;
    const steps = await inPauses(order.allInPieces((done) => tell({ done, total: order.count })));
    return { plan: newest, items: steps.map((step) => presentStep(step, design, today, newest)) };
  });
  const shown = { isEarlier: isEarlier || made.isEarlier, marks };
  return said.get(made.answer, JSON.stringify(shown), () => saySteps(made.answer, shown));
}

function saySteps({ plan, items }: PresentedSteps, { isEarlier, marks }: Pick<PlannedTarget, "isEarlier" | "marks">) {
  const titleOf = stepTitles(plan.zoneNames);
  // What was marked since an earlier plan was made is done all the same.
  const done = new Set(marks.map(({ stepKey }) => stepKey));
  return Object.freeze({
    version: plan.version,
    isEarlier,
    items: items.filter(({ key }) => !done.has(key)),
    done: marks.map(({ stepKey, note, actor: by, at, applied }) => ({
      ...{ key: stepKey, title: titleOf(stepKey, null, null), note },
      ...{ actor: by, at: at.toISOString(), isApplied: applied !== null },
    })),
  });
}
