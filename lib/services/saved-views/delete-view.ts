import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import { writeAudit } from "@/lib/db/audit-writer";
import { deleteSavedViewRow, findSavedView } from "@/lib/db/devices/saved-view";
import { withTransaction } from "@/lib/db/transaction";
import { AppError, noSuch } from "@/lib/domain/errors";
import { mayDelete } from "./may-delete";

/** Deletes a view. Of somebody else's own view nobody learns that it exists. */
export async function deleteView(actor: Actor, id: string): Promise<void> {
  requirePermission(actor, "views.edit");
  await withTransaction(async (tx) => {
    const view = await findSavedView(tx, id);
    if (!view || (!view.isShared && view.userId !== actor.userId)) {
      throw noSuch("view");
    }
    if (!mayDelete(view, actor))
      throw new AppError("not-allowed", `Ask ${view.actor} or an owner to delete this view.`);
    await deleteSavedViewRow(tx, id);
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "view.deleted",
      summary: `Deleted the view ${view.name}.`,
      detail: { id, search: view.search, columns: view.columns },
    });
  });
}
