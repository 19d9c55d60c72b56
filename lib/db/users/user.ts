import "server-only";
import type { Role } from "@/lib/domain/access/permissions";
import { sql } from "../client";
import type { Sql } from "../sql";

export interface UserRow {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly isDisabled: boolean;
  readonly lastSeenAt: Date | null;
  readonly createdAt: Date;
}

const COLUMNS = `id, name, email, role, is_disabled as "isDisabled", last_seen_at as "lastSeenAt", created_at as "createdAt"`;

/** Held by whoever makes the first user or takes an owner away, so that there is always exactly one first and never none. */
export async function lockUsers(tx: Sql): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtext('sightglass users'))");
}

/** Owners who may still sign in. */
export async function countActiveOwners(db: Sql): Promise<number> {
  const [row] = await db.query<{ count: number }>(
    "select count(*) as count from app_user where role = 'owner' and not is_disabled",
  );
  return row?.count ?? 0;
}

export async function listUserRows(): Promise<UserRow[]> {
  return sql.query<UserRow>(`select ${COLUMNS} from app_user order by created_at, id`);
}

export async function findUser(id: string, db: Sql = sql): Promise<UserRow | null> {
  const [row] = await db.query<UserRow>(`select ${COLUMNS} from app_user where id = $1`, [id]);
  return row ?? null;
}

/** The owner whom the machine's own operator signs in as: the first who is not locked out. */
export async function findFirstOwner(db: Sql): Promise<UserRow | null> {
  const [row] = await db.query<UserRow>(
    `select ${COLUMNS} from app_user where role = 'owner' and not is_disabled order by created_at, id limit 1`,
  );
  return row ?? null;
}

/** What a sign-in needs; null also for locked users, so that both answer alike. */
export async function findCredentials(email: string): Promise<{ user: UserRow; passwordHash: string | null } | null> {
  const [row] = await sql.query<UserRow & { passwordHash: string | null }>(
    `select ${COLUMNS}, password_hash as "passwordHash" from app_user where email = $1 and not is_disabled`,
    [email.toLowerCase()],
  );
  if (!row) return null;
  const { passwordHash, ...user } = row;
  return { user, passwordHash };
}

/** Throws AppError("conflict") when the e-mail address is taken. */
export async function insertUser(
  tx: Sql,
  user: {
    readonly id: string;
    readonly name: string;
    readonly email: string;
    readonly role: Role;
    readonly passwordHash: string | null;
  },
): Promise<UserRow> {
  const [row] = await tx.query<UserRow>(
    `insert into app_user (id, name, email, role, password_hash) values ($1, $2, $3, $4, $5) returning ${COLUMNS}`,
    [user.id, user.name, user.email.toLowerCase(), user.role, user.passwordHash],
  );
  return row as UserRow;
}

export async function updateUserRow(
  tx: Sql,
  id: string,
  change: { readonly role: Role; readonly isDisabled: boolean },
): Promise<UserRow> {
  const [row] = await tx.query<UserRow>(
    `update app_user set role = $2, is_disabled = $3 where id = $1 returning ${COLUMNS}`,
    [id, change.role, change.isDisabled],
  );
  return row as UserRow;
}

export async function updateAccount(
  tx: Sql,
  id: string,
  account: { readonly name: string; readonly email: string; readonly passwordHash: string },
): Promise<UserRow> {
  const [row] = await tx.query<UserRow>(
    `update app_user set name = $2, email = $3, password_hash = $4 where id = $1 returning ${COLUMNS}`,
    [id, account.name, account.email.toLowerCase(), account.passwordHash],
  );
  return row as UserRow;
}
