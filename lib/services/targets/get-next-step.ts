import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { NextTargetStep } from "@/lib/contracts/targets";
import { listTargetRows } from "@/lib/db/zones/target";
import { AppError } from "@/lib/domain/errors";
import { planTarget } from "./plan-target";
import { presentStep } from "./present-step";

/** What to do next on the way to the target that holds: the last approved, else the last saved. */
export async function getNextStep(actor: Actor): Promise<NextTargetStep> {
  requirePermission(actor, "zones.read");
  const [first] = await listTargetRows();
  if (!first) return { next: null };
  const { target, plan, isEarlier, marks } = await planTarget(first.id);
  const { version, design, today, order } = plan;
  const step = order.first();
  // The order before it was marked as done does not know what comes next.
  if (isEarlier && marks.some(({ stepKey }) => stepKey === step?.key))
    throw new AppError("being-made", "The next step is being worked out.", { retryAfterS: 2 });
  return {
    next: {
      targetId: target.id,
      targetName: target.name,
      version,
      isApproved: target.approvedVersion === version,
      isEarlier,
      step: step ? presentStep(step, design, today, plan) : null,
      remaining: order.count,
      done: marks.length,
    },
  };
}
