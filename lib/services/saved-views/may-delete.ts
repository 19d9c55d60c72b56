import "server-only";
import type { Actor } from "@/lib/auth/session";
import type { SavedViewRow } from "@/lib/db/devices/saved-view";
import { isAllowed } from "@/lib/domain/access/permissions";

/** Whoever saved a view deletes it; a shared one of somebody who has left can be deleted by the owner of the installation. */
export function mayDelete(view: Pick<SavedViewRow, "userId" | "isShared">, actor: Actor): boolean {
  if (!isAllowed(actor.role, "views.edit")) return false;
  return view.userId === actor.userId || (view.isShared && actor.role === "owner");
}
