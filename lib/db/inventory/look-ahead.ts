import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import type { PoolClient } from "pg";
import { AppError } from "@/lib/domain/errors";
import { sql, takeConnection } from "../client";
import { explainDatabaseError, isLostRace } from "../database-error";
import type { Sql } from "../sql";
import { sqlOn } from "../transaction";
import { LOOKING, locksNamed, WANTED, WRITING } from "./inventory-lock";

/** So often a look is begun anew when somebody who writes ended it. */
const MAX_LOOKS = 5;
/** So long a moment is waited for in which nobody writes. */
const PATIENCE_MS = 120_000;
const PAUSE_MS = 250;

const BUSY =
  "The inventory is being changed all the time just now, so what this would do cannot be told. Nothing was changed. Try again in a few minutes.";

/**
 * Runs `work` on the inventory as it stands at one moment, and takes back all that it wrote. Its writing is what everybody
 * else's would be, so it needs a moment in which nobody else writes; nobody waits for it, however: whoever comes to write
 * ends it (`lockInventory`), and it begins anew afterwards. `work` must not take the inventory itself, nor change anything
 * but by what it is given.
 */
export async function lookAhead<T>(work: (tx: Sql) => Promise<T>): Promise<T> {
  const until = performance.now() + PATIENCE_MS;
  for (let looks = 0; looks < MAX_LOOKS && performance.now() < until; ) {
    if (await isWritten()) {
      await sleep(PAUSE_MS);
      continue;
    }
    const seen = await lookOnce(work);
    if (seen !== "ended") return seen.result;
    looks++;
  }
  throw new AppError("unavailable", BUSY);
}

async function isWritten(db: Sql = sql): Promise<boolean> {
  const [row] = await db.query<{ is: boolean }>(
    `select exists (select from ${locksNamed(1)} wanted) or exists (select from ${locksNamed(2)} writing) as is`,
    [WANTED, WRITING],
  );
  return row?.is === true;
}

async function lookOnce<T>(work: (tx: Sql) => Promise<T>): Promise<{ readonly result: T } | "ended"> {
  const client = await takeConnection();
  try {
    if (!(await begin(client))) return "ended";
    return { result: await work(sqlOn(client)) };
  } catch (error) {
    if (isLostRace(error) || !(await isAlive(client))) return "ended";
    throw explainDatabaseError(error);
  } finally {
    // Never to be used again, as somebody may be about to end it; all it holds and wrote goes with it.
    client.release(true);
  }
}

/** Takes what a look needs, then a snapshot: what the sensors add from here on does not concern it. */
async function begin(client: PoolClient): Promise<boolean> {
  const db = sqlOn(client);
  await db.query("select pg_advisory_lock_shared(hashtextextended($1, 0))", [LOOKING]);
  const [wanted] = await db.query<{ is: boolean }>(`select exists (select from ${locksNamed(1)} wanted) as is`, [
    WANTED,
  ]);
  if (wanted?.is) return false;
  const [writing] = await db.query<{ done: boolean }>("select pg_try_advisory_lock(hashtextextended($1, 0)) as done", [
    WRITING,
  ]);
  if (!writing?.done) return false;
  await db.run("begin isolation level repeatable read");
  return true;
}

async function isAlive(client: PoolClient): Promise<boolean> {
  return client.query("rollback").then(
    () => true,
    () => false,
  );
}
