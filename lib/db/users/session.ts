import "server-only";
import type { Role } from "@/lib/domain/access/permissions";
import { sql } from "../client";
import type { Sql } from "../sql";

/** A session that nobody used for so long has ended. */
const IDLE = "12 hours";
/**
 * What was begun or used later than this was so while the clock was wrong, ahead by years perhaps: it would end only when
 * the right clock has come there. A clock that is set back by less ends nobody's session.
 */
const AHEAD = "1 hour";
/** `last_used_at` is written at most this often, so that reading pages does not write all the time. */
const TOUCH_AFTER = "1 minute";

export interface SessionUser {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
}

/**
 * The user of a living session as they are now: a changed role or a lock holds from the next request on. The session
 * lives longer by it if this is use of it.
 */
export async function findSessionUser(tokenHash: string, isUse: boolean): Promise<SessionUser | null> {
  const [row] = await sql.query<SessionUser & { isStale: boolean }>(
    `select u.id as "userId", u.name, u.email, u.role, s.last_used_at < now() - $3::interval as "isStale"
       from session s join app_user u on u.id = s.user_id
      where s.token_hash = $1 and s.expires_at > now() and s.last_used_at > now() - $2::interval
        and greatest(s.created_at, s.last_used_at) < now() + $4::interval and not u.is_disabled`,
    [tokenHash, IDLE, TOUCH_AFTER, AHEAD],
  );
  if (!row) return null;
  const { isStale, ...user } = row;
  if (isStale && isUse) await touchSession(tokenHash, user.userId);
  return user;
}

async function touchSession(tokenHash: string, userId: string): Promise<void> {
  await sql.run("update session set last_used_at = now() where token_hash = $1", [tokenHash]);
  await sql.run("update app_user set last_seen_at = now() where id = $1", [userId]);
}

/** Also clears away what has ended. Times are the database's own, by which they are compared. */
export async function insertSession(
  tx: Sql,
  session: { readonly tokenHash: string; readonly userId: string; readonly lastsMs: number },
): Promise<void> {
  await tx.run(
    `delete from session where expires_at < now() or last_used_at < now() - $1::interval
         or greatest(created_at, last_used_at) >= now() + $2::interval`,
    [IDLE, AHEAD],
  );
  await tx.run(
    "insert into session (token_hash, user_id, expires_at) values ($1, $2, now() + $3 * interval '1 millisecond')",
    [session.tokenHash, session.userId, session.lastsMs],
  );
  await tx.run("update app_user set last_seen_at = now() where id = $1", [session.userId]);
}

export async function deleteSession(tx: Sql, tokenHash: string): Promise<boolean> {
  return (await tx.run("delete from session where token_hash = $1", [tokenHash])) > 0;
}

export async function deleteSessionsOf(tx: Sql, userId: string): Promise<number> {
  return tx.run("delete from session where user_id = $1", [userId]);
}
