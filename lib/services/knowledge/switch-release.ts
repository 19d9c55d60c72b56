import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { KnowledgeReleaseDto } from "@/lib/contracts/knowledge";
import { writeAudit } from "@/lib/db/audit-writer";
import { findKnowledgeRelease, listUnappliedReleases, setReleaseState } from "@/lib/db/knowledge/knowledge-release";
import { withTransaction } from "@/lib/db/transaction";
import { AppError, noSuch } from "@/lib/domain/errors";
import { enqueueReleases } from "@/lib/jobs/enqueue";
import { lockKnowledge } from "./knowledge-lock";
import { presentRelease } from "./present-knowledge";

/** Asks for an earlier (or later) release to hold again; nothing of any release is lost by it. */
export async function switchRelease(actor: Actor, id: number): Promise<KnowledgeReleaseDto> {
  requirePermission(actor, "knowledge.edit");
  const release = await withTransaction(async (tx) => {
    await lockKnowledge(tx);
    const found = await findKnowledgeRelease(id, tx);
    if (!found) throw noSuch("release");
    if (found.isCurrent) throw new AppError("conflict", "This release is what holds now.");
    const [waiting] = await listUnappliedReleases(tx);
    if (waiting !== undefined)
      throw new AppError("conflict", `Release ${waiting} waits to be applied. Choose again when that is done.`);
    await setReleaseState(id, "waiting", {}, tx);
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "knowledge.switched",
      summary: `Went to the knowledge release ${id} of ${found.createdAt.toISOString().slice(0, 10)}.`,
      detail: { releaseId: id },
    });
    return presentRelease({ ...found, state: "waiting", message: null });
  });
  // The state is what counts: should the queue not take it, a worker finds the release by itself.
  await enqueueReleases().catch(() => {});
  return release;
}
