import "server-only";
import { randomUUID } from "node:crypto";
import { hashPassword } from "@/lib/auth/password";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { UserDto } from "@/lib/contracts/users";
import { writeAudit } from "@/lib/db/audit-writer";
import { withTransaction } from "@/lib/db/transaction";
import { insertUser, lockUsers } from "@/lib/db/users/user";
import type { Role } from "@/lib/domain/access/permissions";
import { AppError } from "@/lib/domain/errors";
import { presentUser } from "./present-user";

const MIN_PASSWORD_LENGTH = 12;

/** Makes an account that can sign in at once: for the command line, where no link has to be handed over. */
export async function addUser(
  actor: Actor,
  input: { readonly name: string; readonly email: string; readonly role: Role; readonly password: string },
): Promise<UserDto> {
  requirePermission(actor, "users.manage");
  if (input.password.length < MIN_PASSWORD_LENGTH) {
    throw new AppError("bad-request", `The password has to have at least ${MIN_PASSWORD_LENGTH} characters.`);
  }
  const passwordHash = await hashPassword(input.password);
  const user = await withTransaction(async (tx) => {
    await lockUsers(tx);
    const made = await insertUser(tx, { ...input, id: randomUUID(), passwordHash });
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "user.added",
      summary: `Added ${made.name} (${made.email}) as ${made.role}.`,
      detail: { userId: made.id, role: made.role },
    });
    return made;
  });
  return presentUser(user);
}
