import "server-only";
import { lockInTransaction } from "../advisory-lock";
import type { Sql } from "../sql";

/** Held by whoever writes devices, and shared out by name to those who ask for it. */
export const WRITING = "inventory";
/** Shared by all who hold WRITING or wait for it. */
export const WANTED = "inventory wanted";
/** Held by connections that only look at what a change would do, and that may be ended for it at any time. */
export const LOOKING = "inventory looked at";

/** SQL: locks by the name in parameter `$number`, as PostgreSQL lists them. */
export const locksNamed = (number: number) => `
  (select l.pid from pg_locks l, hashtextextended($${number}, 0) key
    where l.locktype = 'advisory' and l.objsubid = 1 and (l.classid::bigint << 32 | l.objid::bigint) = key
      and l.database = (select oid from pg_database where datname = current_database()))`;

/**
 * Whoever writes devices takes it first: a rebuild, or a decision that changes some of them. Waits for others who write,
 * and for nobody who only looks (`lookAhead`): their transactions are ended. Free again at the end of the transaction.
 */
export async function lockInventory(tx: Sql): Promise<void> {
  // Said before those who look are ended, so that nobody begins to look in between.
  await tx.query("select pg_advisory_xact_lock_shared(hashtextextended($1, 0))", [WANTED]);
  await tx.query(`select pg_terminate_backend(pid) from ${locksNamed(1)} looking where pid <> pg_backend_pid()`, [
    LOOKING,
  ]);
  await lockInTransaction(tx, WRITING);
}
