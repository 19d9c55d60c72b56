import "server-only";
import type { Actor } from "@/lib/auth/session";
import { hashToken } from "@/lib/auth/token";
import { writeAudit } from "@/lib/db/audit-writer";
import { withTransaction } from "@/lib/db/transaction";
import { deleteSession, deleteSessionsOf } from "@/lib/db/users/session";

/** Ends the session of this token, or with `isEverywhere` all of the actor's, in every browser. */
export async function signOut(actor: Actor, token: string, isEverywhere = false): Promise<void> {
  await withTransaction(async (tx) => {
    const others = isEverywhere && actor.userId !== null ? await deleteSessionsOf(tx, actor.userId) : 0;
    if (others === 0 && !(await deleteSession(tx, hashToken(token)))) return;
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "session.ended",
      summary: `${actor.name} signed out${isEverywhere ? " everywhere" : ""}.`,
    });
  });
}
