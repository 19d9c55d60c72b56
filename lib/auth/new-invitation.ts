import { env } from "@/lib/config/env";
import type { Sql } from "@/lib/db/sql";
import { insertLink } from "@/lib/db/users/one-time-link";
import { linkAddress } from "./link-address";
import { newToken } from "./token";

/** Time enough to hand a link over and be asked about it. */
const INVITATION_MS = 7 * 24 * 3_600_000;

/** A link by which the user chooses name and password; the one before, if any, is dead. */
export async function newInvitation(tx: Sql, userId: string): Promise<{ link: string; expiresAt: string }> {
  const { token, tokenHash } = newToken();
  const expiresAt = await insertLink(tx, { tokenHash, purpose: "invitation", userId, lastsMs: INVITATION_MS });
  return { link: linkAddress(env().url, token), expiresAt: expiresAt.toISOString() };
}
