import "server-only";
import type { Actor } from "@/lib/auth/session";
import type { Session } from "@/lib/contracts/session";
import { permissionsOf } from "@/lib/domain/access/permissions";
import { AppError } from "@/lib/domain/errors";

/** Who the actor is and what their role allows, so that the interface offers nothing that would be refused. */
export function getSession(actor: Actor): Session {
  if (actor.userId === null) throw new AppError("not-signed-in", "The command line has no session.");
  return {
    user: { id: actor.userId, name: actor.name, email: actor.email, role: actor.role },
    permissions: permissionsOf(actor.role),
  };
}
