import "server-only";
import type { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { UserDto, updateUser as updateUserInput } from "@/lib/contracts/users";
import { writeAudit } from "@/lib/db/audit-writer";
import { withTransaction } from "@/lib/db/transaction";
import { deleteLinksOf } from "@/lib/db/users/one-time-link";
import { deleteSessionsOf } from "@/lib/db/users/session";
import { countActiveOwners, findUser, lockUsers, type UserRow, updateUserRow } from "@/lib/db/users/user";
import { AppError, noSuch } from "@/lib/domain/errors";
import { presentUser } from "./present-user";

/** Changes a role or locks an account out, which ends its sessions and links at once. One owner always remains. */
export async function updateUser(actor: Actor, id: string, change: z.output<typeof updateUserInput>): Promise<UserDto> {
  requirePermission(actor, "users.manage");
  const updated = await withTransaction(async (tx) => {
    await lockUsers(tx);
    const before = await findUser(id, tx);
    if (!before) throw noSuch("user");
    const after = await updateUserRow(tx, id, {
      role: change.role ?? before.role,
      isDisabled: change.isDisabled ?? before.isDisabled,
    });
    if ((await countActiveOwners(tx)) === 0) {
      throw new AppError("conflict", "One owner has to remain. Make somebody else owner first.");
    }
    if (after.isDisabled && !before.isDisabled) {
      await deleteSessionsOf(tx, id);
      await deleteLinksOf(tx, id);
    }
    const summary = summaryOf(before, after);
    if (summary) {
      await writeAudit(tx, {
        userId: actor.userId,
        actor: actor.name,
        action: "user.changed",
        summary,
        detail: { userId: id, role: [before.role, after.role], isDisabled: [before.isDisabled, after.isDisabled] },
      });
    }
    return after;
  });
  return presentUser(updated);
}

function summaryOf(before: UserRow, after: UserRow): string | null {
  const parts = [];
  if (before.role !== after.role) parts.push(`${after.name} is ${after.role} instead of ${before.role}`);
  if (before.isDisabled !== after.isDisabled)
    parts.push(`${after.name} is ${after.isDisabled ? "locked out" : "let in again"}`);
  return parts.length > 0 ? `${parts.join("; ")}.` : null;
}
