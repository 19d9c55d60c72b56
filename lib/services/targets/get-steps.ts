import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { TargetSteps } from "@/lib/contracts/targets";
import { planTarget } from "./plan-target";
import { presentStep, stepTitles } from "./present-step";

/** The order of steps from today to the target, and what is done of it. */
export async function getSteps(actor: Actor, id: string): Promise<TargetSteps> {
  requirePermission(actor, "zones.read");
  const { version, design, today, steps, marks, ...names } = await planTarget(id);
  const titleOf = stepTitles(names.zoneNames);
  return {
    version,
    items: steps.map((step) => presentStep(step, design, today, names)),
    done: marks.map(({ stepKey, note, actor: by, at, applied }) => ({
      ...{ key: stepKey, title: titleOf(stepKey, null, null), note },
      ...{ actor: by, at: at.toISOString(), isApplied: applied !== null },
    })),
  };
}
