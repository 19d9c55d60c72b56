import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { TargetSteps } from "@/lib/contracts/targets";
import { KeptBeside } from "../kept-beside";
import { planTarget, type TargetPlan } from "./plan-target";
import { presentStep, stepTitles } from "./present-step";

const presented = new KeptBeside<TargetPlan, TargetSteps>();

/** The order of steps from today to the target, and what is done of it. */
export async function getSteps(actor: Actor, id: string): Promise<TargetSteps> {
  requirePermission(actor, "zones.read");
  const { plan } = await planTarget(id);
  return presented.get(plan, "", () => presentSteps(plan));
}

function presentSteps(plan: TargetPlan): TargetSteps {
  const { version, design, today, order, marks, zoneNames } = plan;
  const titleOf = stepTitles(zoneNames);
  return Object.freeze({
    version,
    items: order.all().map((step) => presentStep(step, design, today, plan)),
    done: marks.map(({ stepKey, note, actor: by, at, applied }) => ({
      ...{ key: stepKey, title: titleOf(stepKey, null, null), note },
      ...{ actor: by, at: at.toISOString(), isApplied: applied !== null },
    })),
  });
}
