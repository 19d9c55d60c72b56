import "server-only";
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { TargetDetail, targetCommentInput } from "@/lib/contracts/targets";
import { writeAudit } from "@/lib/db/audit-writer";
import { withTransaction } from "@/lib/db/transaction";
import { findTarget, insertTargetComment } from "@/lib/db/zones/target";
import { cleanText } from "@/lib/domain/clean-text";
import { AppError, noSuch } from "@/lib/domain/errors";
import { getTarget } from "./get-target";

const MAX_COMMENT_LENGTH = 2_000;

/** Adds what somebody has to say about a version; nothing else changes. */
export async function commentOnTarget(
  actor: Actor,
  id: string,
  input: z.output<typeof targetCommentInput>,
): Promise<TargetDetail> {
  requirePermission(actor, "targets.comment");
  const text = cleanText(input.text, MAX_COMMENT_LENGTH);
  if (text === "") throw new AppError("bad-request", "Write a comment that can be read.");
  await withTransaction(async (tx) => {
    const target = await findTarget(id, tx);
    if (!target || input.version > target.latestVersion) throw noSuch("version");
    await insertTargetComment(tx, {
      ...{ id: randomUUID(), targetId: id, version: input.version, text },
      ...{ userId: actor.userId, actor: actor.name },
    });
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "target.commented",
      summary: `Commented on version ${input.version} of the target ${target.name}.`,
      detail: { id, version: input.version, text },
    });
  });
  return getTarget(actor, id, input.version);
}
