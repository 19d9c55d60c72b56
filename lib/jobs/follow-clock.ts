import type { PgBoss } from "pg-boss";

/** No job of ours begins later than seconds after it was sent. */
const AHEAD = "now() + interval '5 minutes'";
/** When the queue last did each of its own tasks, by table. */
const LAST_DONE = {
  version: ["cron_on", "bam_on", "flow_on", "reindex_on", "monitor_backoff_on"],
  queue: ["maintain_on", "monitor_on", "monitor_claim_on"],
} as const;

/**
 * The queue compares times that it wrote with the clock. What it wrote while the clock was ahead, by years perhaps, would
 * hold up schedules, jobs, and all that ask for the same, until the right clock has come there: what lies ahead is made
 * due now. Safe at any time, in any process.
 */
export async function followClock(boss: PgBoss): Promise<void> {
  const { executeSql } = boss.getDb();
  const run = executeSql.bind(boss.getDb());
  await run(`update job.job set start_after = now() where state < 'active' and start_after > ${AHEAD}`);
  for (const [table, columns] of Object.entries(LAST_DONE)) {
    const sets = columns.map((it) => `${it} = case when ${it} > ${AHEAD} then null else ${it} end`);
    await run(`update job.${table} set ${sets.join(", ")} where greatest(${columns.join(", ")}) > ${AHEAD}`);
  }
}
