import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import { writeAudit } from "@/lib/db/audit-writer";
import { findOutboundGroup, undoOutboundGroup } from "@/lib/db/exposure/outbound-answer";
import { withTransaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/domain/errors";

/** Takes back what was answered at once; earlier answers hold again. Taken back twice, it stays taken back. */
export async function undoOutbound(actor: Actor, groupId: string): Promise<void> {
  requirePermission(actor, "exposure.decide");
  await withTransaction(async (tx) => {
    const questions = await findOutboundGroup(tx, groupId);
    if (questions.length === 0) throw new AppError("not-found", "There are no such answers.");
    if ((await undoOutboundGroup(tx, groupId, actor.name)) === 0) return;
    const [first] = questions;
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "outbound.undone",
      summary: `Took back ${questions.length === 1 ? `the answer about ${first?.destination}` : `${questions.length} answers about destinations`}.`,
      detail: { groupId, questions },
    });
  });
}
