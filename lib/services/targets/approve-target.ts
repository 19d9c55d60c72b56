import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { TargetDetail } from "@/lib/contracts/targets";
import { writeAudit } from "@/lib/db/audit-writer";
import { withTransaction } from "@/lib/db/transaction";
import { approveTargetVersion, findTarget, lockTarget } from "@/lib/db/zones/target";
import { AppError, noSuch } from "@/lib/domain/errors";
import { getTarget } from "./get-target";

/** Says that this version is what the plant shall become. It stays as it is for ever; changes make new versions. */
export async function approveTarget(actor: Actor, id: string, version: number): Promise<TargetDetail> {
  requirePermission(actor, "targets.approve");
  await withTransaction(async (tx) => {
    await lockTarget(tx, id);
    const target = await findTarget(id, tx);
    if (!target || version > target.latestVersion) throw noSuch("version");
    if (!(await approveTargetVersion(tx, id, version, actor.name))) {
      throw new AppError("conflict", `Version ${version} is approved already.`);
    }
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "target.approved",
      summary: `Approved version ${version} of the target ${target.name}.`,
      detail: { id, version },
    });
  });
  return getTarget(actor, id, version);
}
