import "server-only";
import { sql } from "../client";
import type { Sql } from "../sql";

export type LinkPurpose = "first-owner" | "invitation" | "sign-in";

export interface LinkRow {
  readonly purpose: LinkPurpose;
  /** null for "first-owner" only. */
  readonly userId: string | null;
  readonly name: string | null;
  readonly email: string | null;
}

/** Neither over nor made while the clock was ahead, by years perhaps: such a link would end when the right clock comes there. */
const LIVES = "expires_at > now() and created_at < now() + interval '1 hour'";

/** A living link; null when unknown, used, expired or its user is locked out. */
export async function findLink(tokenHash: string): Promise<LinkRow | null> {
  const [row] = await sql.query<LinkRow>(
    `select l.purpose, l.user_id as "userId", u.name, u.email
       from (select * from one_time_link where token_hash = $1 and used_at is null and ${LIVES}) l
            left join app_user u on u.id = l.user_id
      where u.is_disabled is not true`,
    [tokenHash],
  );
  return row ?? null;
}

/** Uses the link up: of two who come at the same time, one gets it. */
export async function useLink(tx: Sql, tokenHash: string): Promise<Omit<LinkRow, "name" | "email"> | null> {
  const [row] = await tx.query<Omit<LinkRow, "name" | "email">>(
    `update one_time_link set used_at = now()
      where token_hash = $1 and used_at is null and ${LIVES}
      returning purpose, user_id as "userId"`,
    [tokenHash],
  );
  return row ?? null;
}

/** A new link of the same purpose for the same user makes the older ones useless. Returns its end, by the database's clock. */
export async function insertLink(
  tx: Sql,
  link: {
    readonly tokenHash: string;
    readonly purpose: LinkPurpose;
    readonly userId: string | null;
    readonly lastsMs: number;
  },
): Promise<Date> {
  await tx.run(
    "delete from one_time_link where (purpose = $1 and user_id is not distinct from $2::uuid and used_at is null) or expires_at < now()",
    [link.purpose, link.userId],
  );
  const [row] = await tx.query<{ expiresAt: Date }>(
    `insert into one_time_link (token_hash, purpose, user_id, expires_at)
     values ($1, $2, $3, now() + $4 * interval '1 millisecond') returning expires_at as "expiresAt"`,
    [link.tokenHash, link.purpose, link.userId, link.lastsMs],
  );
  if (!row) throw new Error("The link was not written.");
  return row.expiresAt;
}

export async function deleteLinksOf(tx: Sql, userId: string): Promise<void> {
  await tx.run("delete from one_time_link where user_id = $1 and used_at is null", [userId]);
}
