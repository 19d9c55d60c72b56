import { isAllowed, PERMISSIONS, type Permission } from "@/lib/domain/access/permissions";
import { AppError } from "@/lib/domain/errors";
import type { Actor } from "./session";

/** Every service begins with it, because jobs, pages and the command line reach services without a route. */
export function requirePermission(actor: Pick<Actor, "role">, permission: Permission): void {
  if (isAllowed(actor.role, permission)) return;
  const asked = PERMISSIONS[permission].description;
  throw new AppError("not-allowed", `Your role, ${actor.role}, does not allow this: ${asked.toLowerCase()}.`);
}
