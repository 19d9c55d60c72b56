import "server-only";
import type { Actor } from "@/lib/auth/session";
import { hashToken } from "@/lib/auth/token";
import { writeAudit } from "@/lib/db/audit-writer";
import { withTransaction } from "@/lib/db/transaction";
import { deleteSession } from "@/lib/db/users/session";

/** Ends the session of this token; the actor's other browsers stay signed in. */
export async function signOut(actor: Actor, token: string): Promise<void> {
  await withTransaction(async (tx) => {
    if (!(await deleteSession(tx, hashToken(token)))) return;
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "session.ended",
      summary: `${actor.name} signed out.`,
    });
  });
}
