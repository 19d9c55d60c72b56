import "server-only";
import type { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { TargetDetail, targetVersionInput } from "@/lib/contracts/targets";
import { writeAudit } from "@/lib/db/audit-writer";
import { listSiteRows } from "@/lib/db/sites/site";
import { withTransaction } from "@/lib/db/transaction";
import { findTarget, findTargetDesign, insertTargetVersion, lockTarget } from "@/lib/db/zones/target";
import { cleanText } from "@/lib/domain/clean-text";
import { AppError, noSuch } from "@/lib/domain/errors";
import { compareDesigns } from "@/lib/domain/target/compare-designs";
import { checkDesign } from "./check-design";
import { getTarget } from "./get-target";

/**
 * Saves the whole design as the next version; older ones stay as they are. Throws "conflict" when somebody saved since
 * `baseVersion`, and "bad-request" when nothing differs.
 */
export async function saveTargetVersion(
  actor: Actor,
  id: string,
  input: z.output<typeof targetVersionInput>,
): Promise<TargetDetail> {
  requirePermission(actor, "zones.edit");
  await withTransaction(async (tx) => {
    if (!(await lockTarget(tx, id))) throw noSuch("target");
    const target = await findTarget(id, tx);
    const before = target && (await findTargetDesign(id, target.latestVersion, tx));
    if (!target || !before) throw noSuch("target");
    if (target.latestVersion !== input.baseVersion) {
      throw new AppError(
        "conflict",
        `${target.savedBy} saved version ${target.latestVersion} meanwhile. Nothing of it is lost: look at it, and make your change there.`,
      );
    }
    const author = { name: actor.name, at: new Date().toISOString() };
    const design = checkDesign(input.design, await listSiteRows(tx), before, author);
    const changes = compareDesigns(before, design);
    if (changes.length === 0) throw new AppError("bad-request", "Nothing differs from the version before.");
    const version = target.latestVersion + 1;
    const comment = cleanText(input.comment);
    await insertTargetVersion(tx, {
      ...{ targetId: id, version, design, comment },
      ...{ userId: actor.userId, actor: actor.name },
    });
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "target.saved",
      summary: `Saved version ${version} of the target ${target.name}.`,
      reason: comment,
      detail: { id, version, changes },
    });
  });
  return getTarget(actor, id);
}
