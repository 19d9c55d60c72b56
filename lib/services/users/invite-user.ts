import "server-only";
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { linkAddress } from "@/lib/auth/link-address";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import { newToken } from "@/lib/auth/token";
import { env } from "@/lib/config/env";
import type { invitation, inviteUser as inviteUserInput } from "@/lib/contracts/users";
import { writeAudit } from "@/lib/db/audit-writer";
import { insertLink } from "@/lib/db/one-time-link";
import { withTransaction } from "@/lib/db/transaction";
import { insertUser } from "@/lib/db/user";
import { presentUser } from "./present-user";

/** Time enough to hand a link over and be asked about it. */
const INVITATION_MS = 7 * 24 * 3_600_000;

/** Makes the account, without a password, and the link by which its person chooses one. */
export async function inviteUser(
  actor: Actor,
  input: z.output<typeof inviteUserInput>,
): Promise<z.infer<typeof invitation>> {
  requirePermission(actor, "users.manage");
  const { token, tokenHash } = newToken();
  const expiresAt = new Date(Date.now() + INVITATION_MS);
  const user = await withTransaction(async (tx) => {
    const made = await insertUser(tx, { id: randomUUID(), passwordHash: null, ...input });
    await insertLink(tx, { tokenHash, purpose: "invitation", userId: made.id, expiresAt });
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "user.invited",
      summary: `Invited ${made.name} (${made.email}) as ${made.role}.`,
      detail: { userId: made.id, role: made.role },
    });
    return made;
  });
  return { user: presentUser(user), link: linkAddress(env().url, token), expiresAt: expiresAt.toISOString() };
}
