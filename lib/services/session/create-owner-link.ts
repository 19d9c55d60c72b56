import "server-only";
import { linkAddress } from "@/lib/auth/link-address";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import { newToken } from "@/lib/auth/token";
import { writeAudit } from "@/lib/db/audit-writer";
import { withTransaction } from "@/lib/db/transaction";
import { insertLink } from "@/lib/db/users/one-time-link";
import { findFirstOwner, lockUsers } from "@/lib/db/users/user";
import { insertUnnamedOwner } from "./unnamed-owner";

/** Printed on a terminal and used within minutes. */
const LINK_MS = 24 * 3_600_000;

interface OwnerLinkOptions {
  /** While there is no owner, makes one without a name or password, so that the link signs in at once: for a demo. */
  readonly makesOwner?: boolean;
}

/**
 * A one-time link for whoever runs the machine: it asks for the first owner's account while there is none, and signs in
 * as the first owner afterwards. A new link makes the one before useless.
 */
export async function createOwnerLink(
  actor: Actor,
  baseUrl: string,
  { makesOwner = false }: OwnerLinkOptions = {},
): Promise<{ url: string; expiresAt: string }> {
  requirePermission(actor, "users.manage");
  const { token, tokenHash } = newToken();
  const expiresAt = await withTransaction(async (tx) => {
    await lockUsers(tx);
    const owner = (await findFirstOwner(tx)) ?? (makesOwner ? await insertUnnamedOwner(tx) : null);
    const purpose = owner ? "sign-in" : "first-owner";
    const end = await insertLink(tx, { tokenHash, purpose, userId: owner?.id ?? null, lastsMs: LINK_MS });
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "link.created",
      summary: owner ? `A link was made that signs in as ${owner.name}.` : "A link was made for the first owner.",
      detail: { purpose },
    });
    return end;
  });
  return { url: linkAddress(baseUrl, token), expiresAt: expiresAt.toISOString() };
}
