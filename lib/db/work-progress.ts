import "server-only";
import { sql } from "./client";
import type { Sql } from "./sql";

/** Work on the inventory that takes long, and what is counted: devices, steps, flows, days. */
export const WORKS = ["judging", "computing", "moving", "packing"] as const;

export interface WorkProgress {
  readonly what: (typeof WORKS)[number];
  readonly done: number;
  readonly total: number;
}

/** How the sessions of this product are called (client.ts), and what stands behind while one of them works. */
const NAME = "sightglass";

/**
 * Says how far the transaction is, to every process, at once: as the name of its session, which other sessions see before
 * anything is committed, and which PostgreSQL takes back when the transaction ends in whatever way.
 */
export async function noteWork(tx: Sql, work: WorkProgress | null): Promise<void> {
  const name = work === null ? NAME : `${NAME} ${work.what} ${work.done}/${work.total}`;
  await tx.run("select set_config('application_name', $1, true)", [name]);
}

/** What is being done to the inventory in any process, and how far it is; null when nothing that takes long. */
export async function findWork(): Promise<WorkProgress | null> {
  const [found] = await sql.query<WorkProgress>(
    `select said[1] as what, said[2]::int as done, said[3]::int as total
       from (select xact_start, regexp_match(application_name, '^${NAME} (${WORKS.join("|")}) ([0-9]{1,9})/([0-9]{1,9})$') as said
               from pg_stat_activity where datname = current_database() and xact_start is not null) sessions
      where said is not null order by xact_start limit 1`,
  );
  return found ?? null;
}
