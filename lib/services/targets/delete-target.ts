import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import { writeAudit } from "@/lib/db/audit-writer";
import { withTransaction } from "@/lib/db/transaction";
import { findTarget, lockTarget, removeTarget } from "@/lib/db/zones/target";
import { AppError, noSuch } from "@/lib/domain/errors";

/** Throws a draft away with its versions. One that was approved stays: it is what people rely on. */
export async function deleteTarget(actor: Actor, id: string): Promise<void> {
  requirePermission(actor, "zones.edit");
  await withTransaction(async (tx) => {
    await lockTarget(tx, id);
    const target = await findTarget(id, tx);
    if (!target) throw noSuch("target");
    if (target.approvedVersion !== null) {
      throw new AppError("conflict", `Version ${target.approvedVersion} of ${target.name} is approved, so it stays.`);
    }
    await removeTarget(tx, id);
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "target.deleted",
      summary: `Removed the target ${target.name}.`,
      detail: { id, name: target.name, versions: target.latestVersion },
    });
  });
}
