import "server-only";
import { randomUUID } from "node:crypto";
import { hashPassword } from "@/lib/auth/password";
import type { Actor } from "@/lib/auth/session";
import { startSession } from "@/lib/auth/start-session";
import { hashToken } from "@/lib/auth/token";
import { writeAudit } from "@/lib/db/audit-writer";
import type { Sql } from "@/lib/db/sql";
import { withTransaction } from "@/lib/db/transaction";
import { findLink, type LinkRow, useLink } from "@/lib/db/users/one-time-link";
import { deleteSessionsOf } from "@/lib/db/users/session";
import { countActiveOwners, findUser, insertUser, lockUsers, type UserRow, updateAccount } from "@/lib/db/users/user";
import { AppError } from "@/lib/domain/errors";
import { LINK_IS_DEAD } from "./get-link-purpose";
import { insertUnnamedOwner } from "./unnamed-owner";

interface Account {
  readonly name: string;
  readonly email: string;
  readonly passwordHash: string;
}

/**
 * Uses a one-time link up and signs in. With an account it also sets name, e-mail address and password; only an
 * invitation must have one.
 */
export async function redeemLink(request: {
  readonly token: string;
  readonly account?: { readonly name: string; readonly email: string; readonly password: string } | undefined;
}): Promise<{ actor: Actor; token: string }> {
  const tokenHash = hashToken(request.token);
  const pending = await findLink(tokenHash);
  if (!pending) throw new AppError("not-found", LINK_IS_DEAD);
  if (pending.purpose === "invitation" && !request.account) {
    throw new AppError("bad-request", "Choose a name and a password first.", {
      invalidParams: [{ name: "account", reason: "required for an invitation" }],
    });
  }
  const account = request.account && (await accountOf(request.account, pending));
  return withTransaction(async (tx) => {
    await lockUsers(tx);
    const link = await useLink(tx, tokenHash);
    if (!link) throw new AppError("not-found", LINK_IS_DEAD);
    const user = link.purpose === "first-owner" ? await makeFirstOwner(tx, account) : await userOf(tx, link, account);
    await writeAudit(tx, {
      userId: user.id,
      actor: user.name,
      action: "session.started",
      summary: `${user.name} signed in with a one-time link.`,
      detail: { purpose: link.purpose, setsPassword: account !== undefined },
    });
    const actor = { userId: user.id, name: user.name, email: user.email, role: user.role };
    return { actor, token: await startSession(tx, user.id) };
  });
}

/** An invitation is for the address that was invited, whatever the form says. */
async function accountOf(given: { name: string; email: string; password: string }, link: LinkRow): Promise<Account> {
  const email = link.purpose === "invitation" && link.email !== null ? link.email : given.email;
  return { name: given.name, email, passwordHash: await hashPassword(given.password) };
}

async function makeFirstOwner(tx: Sql, account: Account | undefined): Promise<UserRow> {
  if ((await countActiveOwners(tx)) > 0) throw new AppError("conflict", "There is an owner already. Sign in instead.");
  return account ? insertUser(tx, { id: randomUUID(), role: "owner", ...account }) : insertUnnamedOwner(tx);
}

async function userOf(tx: Sql, link: Omit<LinkRow, "name" | "email">, account: Account | undefined): Promise<UserRow> {
  const user = link.userId === null ? null : await findUser(link.userId, tx);
  if (!user || user.isDisabled) throw new AppError("not-found", LINK_IS_DEAD);
  if (!account) return user;
  // A new password ends what was opened with the old one.
  await deleteSessionsOf(tx, user.id);
  return updateAccount(tx, user.id, account);
}
