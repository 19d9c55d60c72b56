import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import { writeAudit } from "@/lib/db/audit-writer";
import { withTransaction } from "@/lib/db/transaction";
import { findConduit, removeConduit } from "@/lib/db/zones/conduit";
import { noSuch } from "@/lib/domain/errors";

/** Takes an allowed path away. */
export async function deleteConduit(actor: Actor, id: string): Promise<void> {
  requirePermission(actor, "zones.edit");
  await withTransaction(async (tx) => {
    const conduit = await findConduit(id, tx);
    if (!conduit) throw noSuch("conduit");
    await removeConduit(tx, id);
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "conduit.deleted",
      summary: `Took away the conduit from ${conduit.fromName} to ${conduit.toName}.`,
      detail: { before: conduit },
    });
  });
}
