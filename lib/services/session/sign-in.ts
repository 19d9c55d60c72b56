import "server-only";
import { knownBrowserCookie } from "@/lib/auth/known-browser";
import { verifyPassword } from "@/lib/auth/password";
import type { Actor } from "@/lib/auth/session";
import { startSession } from "@/lib/auth/start-session";
import { writeAudit } from "@/lib/db/audit-writer";
import { withTransaction } from "@/lib/db/transaction";
import { findCredentials } from "@/lib/db/users/user";
import { AppError } from "@/lib/domain/errors";

/**
 * Signs in by password. Unknown address, wrong password, locked account and account without a password answer alike and
 * take the same time: nobody learns here who has an account. `browserCookie` makes the browser one that is known for the
 * account (lib/auth/known-browser.ts).
 */
export async function signIn(credentials: {
  readonly email: string;
  readonly password: string;
}): Promise<{ actor: Actor; token: string; browserCookie: string }> {
  const known = await findCredentials(credentials.email);
  const passwordHash = known?.passwordHash ?? null;
  const isRight = await verifyPassword(credentials.password, passwordHash);
  if (!known || passwordHash === null || !isRight) {
    throw new AppError(
      "not-signed-in",
      "E-mail address and password do not belong together. Check both and try again.",
    );
  }
  const { user } = known;
  const token = await withTransaction(async (tx) => {
    await writeAudit(tx, {
      userId: user.id,
      actor: user.name,
      action: "session.started",
      summary: `${user.name} signed in.`,
    });
    return startSession(tx, user.id);
  });
  const actor = { userId: user.id, name: user.name, email: user.email, role: user.role };
  return { actor, token, browserCookie: knownBrowserCookie({ userId: user.id, passwordHash }) };
}
