import "server-only";
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { TargetSummary, targetInput } from "@/lib/contracts/targets";
import { writeAudit } from "@/lib/db/audit-writer";
import { withTransaction } from "@/lib/db/transaction";
import { findTarget, insertTarget, insertTargetVersion, isTargetName } from "@/lib/db/zones/target";
import { cleanText } from "@/lib/domain/clean-text";
import { AppError } from "@/lib/domain/errors";
import { EMPTY_DESIGN } from "@/lib/domain/target/target-design";
import { presentTarget } from "./present-target";
import { todaysDesign } from "./todays-design";

/** A new target with its first version: today's zones and conduits, or nothing. Changes nothing of today. */
export async function makeTarget(actor: Actor, input: z.output<typeof targetInput>): Promise<TargetSummary> {
  requirePermission(actor, "zones.edit");
  const name = cleanText(input.name);
  if (name === "") throw new AppError("bad-request", "Give the target a name that can be read.");
  const design = input.from === "today" ? await todaysDesign() : EMPTY_DESIGN;
  return withTransaction(async (tx) => {
    if (await isTargetName(tx, name)) {
      throw new AppError("conflict", `There is a target called ${name} already. Choose another name.`);
    }
    const id = randomUUID();
    const comment = input.from === "today" ? "Today's zones and conduits" : "Empty";
    await insertTarget(tx, { id, name, createdBy: actor.name });
    await insertTargetVersion(tx, {
      ...{ targetId: id, version: 1, design, comment },
      ...{ userId: actor.userId, actor: actor.name },
    });
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "target.created",
      summary: `Began the target ${name}${input.from === "today" ? " from today's zones" : ""}.`,
      detail: { id, from: input.from },
    });
    const made = await findTarget(id, tx);
    if (!made) throw new AppError("not-found", "Somebody has removed the target meanwhile.");
    return presentTarget(made);
  });
}
