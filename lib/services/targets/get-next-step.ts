import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { NextTargetStep } from "@/lib/contracts/targets";
import { listTargetRows } from "@/lib/db/zones/target";
import { planTarget } from "./plan-target";
import { presentStep } from "./present-step";

/** What to do next on the way to the target that holds: the last approved, else the last saved. */
export async function getNextStep(actor: Actor): Promise<NextTargetStep> {
  requirePermission(actor, "zones.read");
  const [first] = await listTargetRows();
  if (!first) return { next: null };
  const { target, plan } = await planTarget(first.id);
  const { version, design, today, order, marks } = plan;
  const step = order.first();
  return {
    next: {
      targetId: target.id,
      targetName: target.name,
      version,
      isApproved: target.approvedVersion === version,
      step: step ? presentStep(step, design, today, plan) : null,
      remaining: order.count,
      done: marks.length,
    },
  };
}
