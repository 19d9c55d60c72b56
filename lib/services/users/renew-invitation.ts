import "server-only";
import type { z } from "zod";
import { newInvitation } from "@/lib/auth/new-invitation";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { invitation } from "@/lib/contracts/users";
import { writeAudit } from "@/lib/db/audit-writer";
import { withTransaction } from "@/lib/db/transaction";
import { findUser } from "@/lib/db/users/user";
import { AppError, noSuch } from "@/lib/domain/errors";
import { presentUser } from "./present-user";

/** A new link for somebody whose invitation ran out or who forgot the password; the old password holds until it is used. */
export async function renewInvitation(actor: Actor, id: string): Promise<z.infer<typeof invitation>> {
  requirePermission(actor, "users.manage");
  return withTransaction(async (tx) => {
    const user = await findUser(id, tx);
    if (!user) throw noSuch("user");
    if (user.isDisabled) throw new AppError("conflict", `${user.name} is locked out. Let them in again first.`);
    const made = await newInvitation(tx, id);
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "user.invited",
      summary: `Made a new link for ${user.name} (${user.email}).`,
      detail: { userId: id },
    });
    return { user: presentUser(user), ...made };
  });
}
