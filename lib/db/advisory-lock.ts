import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import type { PoolClient } from "pg";
import { takeConnection } from "./client";
import { explainDatabaseError } from "./database-error";
import type { Sql } from "./sql";

/**
 * Locks by name that PostgreSQL itself gives back when their holder dies: a killed worker leaves no lock behind, and
 * no clock decides who is alive.
 */
const KEY = "hashtextextended($1, 0)";

/**
 * Waits until nobody else holds the name, as long as it takes: whoever holds it works, and the rest of the transaction
 * may have to wait for them, too. Free again at the end of the transaction.
 */
export async function lockInTransaction(tx: Sql, name: string): Promise<void> {
  await tx.query(`select set_config('lock_timeout', '0', true), pg_advisory_xact_lock(${KEY})`, [name]);
}

/** Holds the name until the end of the transaction; false, at once, when somebody else holds it. */
export async function tryLockInTransaction(tx: Sql, name: string): Promise<boolean> {
  const [row] = await tx.query<{ done: boolean }>(`select pg_try_advisory_xact_lock(${KEY}) as done`, [name]);
  return row?.done === true;
}

/** Shares the name with others who share it, until the end of the transaction; false, at once, when one holds it alone. */
export async function shareInTransaction(tx: Sql, name: string): Promise<boolean> {
  const [row] = await tx.query<{ done: boolean }>(`select pg_try_advisory_xact_lock_shared(${KEY}) as done`, [name]);
  return row?.done === true;
}

export interface SessionLocks {
  /** False when somebody else holds it; tries for `forMs`. */
  take(name: string, forMs?: number): Promise<boolean>;
  release(name: string): Promise<void>;
  /** Throws when the connection was lost, and with it the locks: somebody else may have taken over. */
  assertHeld(): void;
  /** Gives everything back. */
  end(): Promise<void>;
}

/** Locks that outlive transactions, on a connection of their own. */
export async function openSessionLocks(): Promise<SessionLocks> {
  const client = await takeConnection();
  let lost: Error | null = null;
  const onError = (error: Error) => {
    lost = error;
  };
  client.on("error", onError);
  return {
    async take(name, forMs = 0) {
      for (const until = performance.now() + forMs; ; await sleep(50)) {
        if (await ask(client, `select pg_try_advisory_lock(${KEY}) as done`, name)) return true;
        if (performance.now() >= until) return false;
      }
    },
    async release(name) {
      await ask(client, `select pg_advisory_unlock(${KEY}) as done`, name);
    },
    assertHeld() {
      if (lost) throw explainDatabaseError(lost);
    },
    async end() {
      client.off("error", onError);
      const failure = await client.query("select pg_advisory_unlock_all()").then(
        () => undefined,
        (error: Error) => error,
      );
      client.release(lost ?? failure);
    },
  };
}

async function ask(client: PoolClient, text: string, name: string): Promise<boolean> {
  try {
    const { rows } = await client.query<{ done: boolean }>(text, [name]);
    return rows[0]?.done === true;
  } catch (error) {
    throw explainDatabaseError(error);
  }
}
