import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import { createSavedView, type SavedViewDto } from "@/lib/contracts/saved-views";
import { listSavedViewRows, type SavedViewRow } from "@/lib/db/devices/saved-view";
import { mayDelete } from "./may-delete";

/** One's own views and the shared ones. One that an older version saved and that no longer reads is left out. */
export async function listSavedViews(actor: Actor): Promise<SavedViewDto[]> {
  requirePermission(actor, "devices.read");
  return (await listSavedViewRows(actor.userId)).flatMap((row) => presentSavedView(row, actor) ?? []);
}

export function presentSavedView(row: SavedViewRow, actor: Actor): SavedViewDto | null {
  const search = createSavedView.shape.search.safeParse(row.search);
  if (!search.success) return null;
  const { id, name, isShared, columns } = row;
  return {
    ...{ id, name, isShared, actor: row.actor },
    mayDelete: mayDelete(row, actor),
    search: search.data,
    columns: [...columns],
  };
}
