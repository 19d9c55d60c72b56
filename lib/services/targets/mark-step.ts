import "server-only";
import type { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { TargetSteps, targetStepMark } from "@/lib/contracts/targets";
import { writeAudit } from "@/lib/db/audit-writer";
import { lockInventory } from "@/lib/db/inventory/inventory-lock";
import { withTransaction } from "@/lib/db/transaction";
import { findTarget, listStepMarks, lockTarget, putStepMark, removeStepMark } from "@/lib/db/zones/target";
import { cleanText } from "@/lib/domain/clean-text";
import { AppError, noSuch } from "@/lib/domain/errors";
import { getSteps } from "./get-steps";
import { planTarget } from "./plan-target";
import { stepTitles } from "./present-step";
import { takeBackChange } from "./write-step-change";

/** Says that a step is carried out, or takes that back, with what it did to today's zones and conduits. What follows is ordered anew for the plant as it then is. */
export async function markStep(
  actor: Actor,
  id: string,
  { key, isDone, note }: z.output<typeof targetStepMark>,
): Promise<TargetSteps> {
  requirePermission(actor, "zones.edit");
  const { plan } = await planTarget(id);
  const title = stepTitles(plan.zoneNames)(key, null, null);
  if (isDone && !plan.order.find(key)) {
    throw new AppError("not-found", "There is no such step on the way to the target any more. Load the page again.");
  }
  await withTransaction(async (tx) => {
    // Before anything else, as everywhere: a step may give zones back.
    await lockInventory(tx);
    await lockTarget(tx, id);
    const target = await findTarget(id, tx);
    if (!target) throw noSuch("target");
    const text = cleanText(note);
    if (isDone) {
      const { userId, name } = actor;
      await putStepMark(tx, { targetId: id, stepKey: key, note: text, userId, actor: name, applied: null });
    } else {
      const mark = (await listStepMarks(id, tx)).find((it) => it.stepKey === key);
      if (!mark) throw new AppError("not-found", "The step was not marked as done.");
      await removeStepMark(tx, id, key);
      if (mark.applied) await takeBackChange(tx, actor, mark.applied, title);
    }
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: isDone ? "target.step-done" : "target.step-reopened",
      summary: `${isDone ? "Carried out" : "Took back"} a step of ${target.name}: ${title}.`,
      detail: { id, key, note: text },
    });
  });
  return getSteps(actor, id);
}
