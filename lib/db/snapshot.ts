import "server-only";
import { explainDatabaseError, isRefusedWrite } from "./database-error";
import type { Sql } from "./sql";
import { runOnce } from "./transaction";

/** Thrown where a snapshot does not do: what is asked has to be written to be seen. */
export class SnapshotTooNarrowError extends Error {}

/**
 * Runs `work` on the database as it stands now: nobody waits for it, it waits for nobody, and PostgreSQL refuses
 * whatever it would write. Only the tables that `copies` names may be changed in it, as it has copies of its own; large
 * tables are no good for that. Throws SnapshotTooNarrowError when something else was to be written.
 */
export async function withSnapshot<T>(
  copies: (tx: Sql) => Promise<readonly string[]>,
  work: (tx: Sql) => Promise<T>,
): Promise<T> {
  try {
    return await runOnce(
      async (tx) => {
        for (const table of await copies(tx)) await copyTable(tx, table);
        await tx.run("set transaction read only");
        return work(tx);
      },
      { begin: "begin isolation level repeatable read", end: "rollback" },
    );
  } catch (error) {
    if (isRefusedWrite(error)) throw new SnapshotTooNarrowError("A snapshot was written to.", { cause: error });
    throw explainDatabaseError(error);
  }
}

/** A temporary table stands before the one of the same name, for this connection alone and until the end. */
async function copyTable(tx: Sql, table: string): Promise<void> {
  await tx.run(
    `create temporary table snapshot_copy (like ${table} including defaults including indexes) on commit drop`,
  );
  await tx.run(`insert into snapshot_copy select * from ${table}`);
  await tx.run(`alter table snapshot_copy rename to ${table}`);
}
