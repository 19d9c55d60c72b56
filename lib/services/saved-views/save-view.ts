import "server-only";
import { randomUUID } from "node:crypto";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { CreateSavedView, SavedViewDto } from "@/lib/contracts/saved-views";
import { writeAudit } from "@/lib/db/audit-writer";
import { countSavedViews, insertSavedView } from "@/lib/db/devices/saved-view";
import { withTransaction } from "@/lib/db/transaction";
import { cleanText } from "@/lib/domain/clean-text";
import { AppError } from "@/lib/domain/errors";

const MAX_VIEWS_PER_USER = 100;

/** Keeps what the device list shows now under a name. */
export async function saveView(actor: Actor, input: CreateSavedView): Promise<SavedViewDto> {
  requirePermission(actor, "views.edit");
  const { isShared, search, columns } = input;
  const view = { id: randomUUID(), name: cleanText(input.name), actor: actor.name, isShared, search, columns };
  if (view.name === "") throw new AppError("bad-request", "Give the view a name that can be read.");
  await withTransaction(async (tx) => {
    if ((await countSavedViews(tx, actor.userId)) >= MAX_VIEWS_PER_USER) {
      throw new AppError("conflict", `You have ${MAX_VIEWS_PER_USER} views. Delete one first.`);
    }
    await insertSavedView(tx, { ...view, userId: actor.userId });
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "view.saved",
      summary: `Saved the view ${view.name}${isShared ? " for everybody" : ""}.`,
      detail: { id: view.id, search, columns },
    });
  });
  return { ...view, mayDelete: true };
}
