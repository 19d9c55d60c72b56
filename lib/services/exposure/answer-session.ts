import "server-only";
import { randomUUID } from "node:crypto";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import { writeAudit } from "@/lib/db/audit-writer";
import { insertSessionAnswer, undoSessionAnswer } from "@/lib/db/suppliers/session-answer";
import { withTransaction } from "@/lib/db/transaction";
import { cleanText } from "@/lib/domain/clean-text";
import { AppError, noSuch } from "@/lib/domain/errors";
import { loadPaths } from "./load-paths";
import { loadSessions } from "./load-sessions";

/** Settles the sessions of an item that are known now, with a reason; later ones raise it again. */
export async function answerSession(actor: Actor, itemId: string, said: string): Promise<{ answerId: string }> {
  requirePermission(actor, "exposure.decide");
  const loaded = await loadPaths();
  const item = (await loadSessions(loaded)).items.find((it) => it.id === itemId);
  const path = loaded.paths.find((it) => it.id === item?.pathId);
  if (!item || !path) throw new AppError("not-found", "There are no such sessions any more. Load the page again.");
  const answerId = randomUUID();
  const reason = cleanText(said);
  await withTransaction(async (tx) => {
    const { userId, name } = actor;
    await insertSessionAnswer(tx, { id: answerId, itemId, seenUpToUs: item.lastUs, reason, userId, actor: name });
    await writeAudit(tx, {
      userId,
      actor: name,
      action: "session.answered",
      summary: `Settled sessions of ${path.tool?.tool} at ${path.device.name} (${item.verdict}).`,
      reason,
      detail: { answerId, itemId, pathId: path.id, verdict: item.verdict, grantId: item.grantId },
    });
  });
  return { answerId };
}

/** Takes an answer back: its sessions wait again. Taken back twice, it stays taken back. */
export async function undoAnswerOfSession(actor: Actor, answerId: string): Promise<void> {
  requirePermission(actor, "exposure.decide");
  await withTransaction(async (tx) => {
    if (!(await undoSessionAnswer(tx, answerId, actor.name))) {
      throw noSuch("answer");
    }
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "session.undone",
      summary: "Took back an answer about sessions.",
      detail: { answerId },
    });
  });
}
