import "server-only";
import pg from "pg";
import { env } from "@/lib/config/env";
import { copyIn } from "./copy-in";
import { explainDatabaseError } from "./database-error";
import type { Sql } from "./sql";

const INT8_OID = 20;

/** A process has one pool; several bundles of Next in one process share it through this key. */
const HOLDER = globalThis as typeof globalThis & { sightglassDatabase?: pg.Pool };

function createPool(): pg.Pool {
  const pool = new pg.Pool({
    connectionString: env().databaseUrl,
    max: env().poolSize,
    connectionTimeoutMillis: 10_000,
    // A question that has no end would hold one of the few connections for good, while its asker has long gone.
    statement_timeout: env().statementTimeoutMs,
    // Behind a table that somebody holds, every page would take a connection and wait, until there is none.
    lock_timeout: env().lockTimeoutMs,
    // A firewall between here and a database elsewhere may drop a quiet connection without a word to either side.
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    application_name: "sightglass",
    types: {
      // Both signatures of pg are served: the format is "text" unless asked otherwise, and we never ask.
      getTypeParser: ((oid: number, format?: "text" | "binary") =>
        oid === INT8_OID && format !== "binary"
          ? Number
          : pg.types.getTypeParser(oid, format as "text")) as typeof pg.types.getTypeParser,
    },
  });
  // A connection that the server closes is met by the next statement on it, or replaced; unheard, the event would end
  // the process.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}

/** The pool, for what speaks to the database in another way than `sql` does (lib/db/prisma.ts). */
export function databasePool(): pg.Pool {
  HOLDER.sightglassDatabase ??= createPool();
  return HOLDER.sightglassDatabase;
}

/** Single statements outside a transaction. */
export const sql: Sql = {
  query: async (text, values) => (await ask(text, values)).rows,
  run: async (text, values) => (await ask(text, values)).rowCount ?? 0,
  copyIn: async (target, rows) => {
    const client = await takeConnection();
    try {
      await copyIn(client, target, rows);
    } finally {
      client.release();
    }
  },
};

async function ask(text: string, values?: readonly unknown[]) {
  try {
    return await databasePool().query(text, values as unknown[] | undefined);
  } catch (error) {
    throw explainDatabaseError(error);
  }
}

/** A connection of one's own, for a transaction or a session lock; the caller releases it. */
export async function takeConnection(): Promise<pg.PoolClient> {
  try {
    return await databasePool().connect();
  } catch (error) {
    throw explainDatabaseError(error);
  }
}

/** Ends all connections; only for processes that end. */
export async function closeDatabase(): Promise<void> {
  const pool = HOLDER.sightglassDatabase;
  delete HOLDER.sightglassDatabase;
  await pool?.end();
}
