import "server-only";
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { newInvitation } from "@/lib/auth/new-invitation";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { invitation, inviteUser as inviteUserInput } from "@/lib/contracts/users";
import { writeAudit } from "@/lib/db/audit-writer";
import { withTransaction } from "@/lib/db/transaction";
import { insertUser } from "@/lib/db/users/user";
import { presentUser } from "./present-user";

/** Makes the account, without a password, and the link by which its person chooses one. */
export async function inviteUser(
  actor: Actor,
  input: z.output<typeof inviteUserInput>,
): Promise<z.infer<typeof invitation>> {
  requirePermission(actor, "users.manage");
  return withTransaction(async (tx) => {
    const user = await insertUser(tx, { id: randomUUID(), passwordHash: null, ...input });
    const made = await newInvitation(tx, user.id);
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "user.invited",
      summary: `Invited ${user.name} (${user.email}) as ${user.role}.`,
      detail: { userId: user.id, role: user.role },
    });
    return { user: presentUser(user), ...made };
  });
}
