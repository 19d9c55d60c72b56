import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { UserDto } from "@/lib/contracts/users";
import { listUserRows } from "@/lib/db/users/user";
import { presentUser } from "./present-user";

/** Everybody who has or had an account, oldest first. */
export async function listUsers(actor: Actor): Promise<{ items: UserDto[] }> {
  requirePermission(actor, "users.manage");
  return { items: (await listUserRows()).map(presentUser) };
}
