import "server-only";
import { knownBrowser } from "@/lib/auth/known-browser";
import { findCredentials } from "@/lib/db/users/user";

/** Names the browser of this claim if it signed in to the account before; null when it did not, or there is no such account. */
export async function findKnownBrowser(email: string, claim: string | null): Promise<string | null> {
  const known = claim === null ? null : await findCredentials(email);
  if (claim === null || !known?.passwordHash) return null;
  return knownBrowser(claim, { userId: known.user.id, passwordHash: known.passwordHash });
}
