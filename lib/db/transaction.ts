import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import type { ClientBase } from "pg";
import { takeConnection } from "./client";
import { copyIn } from "./copy-in";
import { explainDatabaseError, isLostRace } from "./database-error";
import type { Sql } from "./sql";

const MAX_TRIES = 6;

/**
 * Runs `work` in one transaction (read committed): all of it, or nothing. When it loses a race against another
 * transaction it runs again, so it must change nothing but the database.
 */
export async function withTransaction<T>(work: (tx: Sql) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await runOnce(work);
    } catch (error) {
      if (!isLostRace(error) || tries === MAX_TRIES) throw explainDatabaseError(error);
      await sleep(2 ** tries * 5 * (1 + Math.random()));
    }
  }
}

async function runOnce<T>(work: (tx: Sql) => Promise<T>): Promise<T> {
  const client = await takeConnection();
  let broken: Error | undefined;
  try {
    await client.query("begin");
    const result = await work(sqlOn(client));
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    // A connection that cannot even roll back is thrown away, not given to the next.
    client.release(broken);
  }
}

/** Statements on this connection. */
export function sqlOn(client: ClientBase): Sql {
  return {
    query: async (text, values) => (await client.query(text, values as unknown[] | undefined)).rows,
    run: async (text, values) => (await client.query(text, values as unknown[] | undefined)).rowCount ?? 0,
    copyIn: (target, rows) => copyIn(client, target, rows),
  };
}
