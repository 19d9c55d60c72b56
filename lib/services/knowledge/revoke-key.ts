import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import { fingerprintOf } from "@/lib/bundle/signing-key";
import { writeAudit } from "@/lib/db/audit-writer";
import { revokeKnowledgeKey } from "@/lib/db/knowledge/knowledge-key";
import { withTransaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/domain/errors";

/** Bundles of this key are refused from now on; what it brought before stays. */
export async function revokeKey(actor: Actor, id: string): Promise<void> {
  requirePermission(actor, "knowledge.trust");
  await withTransaction(async (tx) => {
    if (!(await revokeKnowledgeKey(tx, id, actor.name))) {
      throw new AppError("not-found", "There is no such key, or it is not trusted any more. Load the page again.");
    }
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "knowledge.key-revoked",
      summary: `Stopped trusting the signing key ${fingerprintOf(Buffer.from(id, "hex"))}.`,
      detail: { keyId: id },
    });
  });
}
