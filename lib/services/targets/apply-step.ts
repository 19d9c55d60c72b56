import "server-only";
import type { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { TargetSteps, targetStepApply } from "@/lib/contracts/targets";
import { writeAudit } from "@/lib/db/audit-writer";
import { lockInventory } from "@/lib/db/inventory/inventory-lock";
import { withTransaction } from "@/lib/db/transaction";
import { findTarget, lockTarget, putStepMark } from "@/lib/db/zones/target";
import { cleanText } from "@/lib/domain/clean-text";
import { AppError, noSuch } from "@/lib/domain/errors";
import { changeOfStep } from "@/lib/domain/target/step-change";
import { getSteps } from "./get-steps";
import { planTarget } from "./plan-target";
import { stepTitles } from "./present-step";
import { todaysDesign } from "./todays-design";
import { writeStepChange } from "./write-step-change";

/**
 * Turns a step of the way to the target into today's zones and conduits, all of it or nothing, and marks it as done.
 * Throws "conflict" with a sentence where today's picture cannot say it.
 */
export async function applyStep(
  actor: Actor,
  id: string,
  { key, note }: z.output<typeof targetStepApply>,
): Promise<TargetSteps> {
  requirePermission(actor, "zones.edit");
  const { plan } = await planTarget(id);
  const step = plan.order.find(key);
  if (!step)
    throw new AppError("not-found", "There is no such step on the way to the target any more. Load the page again.");
  const title = stepTitles(plan.zoneNames)(key, step.deviceIds.length, step.allowed);
  await withTransaction(async (tx) => {
    await lockInventory(tx);
    await lockTarget(tx, id);
    const target = await findTarget(id, tx);
    if (!target) throw noSuch("target");
    const outcome = changeOfStep(key, await todaysDesign(tx), plan.design);
    if (!outcome.isPossible) throw new AppError("conflict", outcome.because);
    const text = cleanText(note);
    const applied = await writeStepChange(tx, actor, outcome.change, title);
    const { userId, name } = actor;
    await putStepMark(tx, { targetId: id, stepKey: key, note: text, userId, actor: name, applied });
    await writeAudit(tx, {
      userId,
      actor: name,
      action: "target.step-applied",
      summary: `Turned a step of ${target.name} into today's zones and conduits: ${title}.`,
      reason: text,
      detail: { id, key, version: plan.version, applied },
    });
  });
  return getSteps(actor, id);
}
