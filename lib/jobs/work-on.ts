import type { PgBoss } from "pg-boss";

/** How often a worker looks for a job while nobody can tell it of one. */
export interface Looking {
  /** Where the database tells nobody: behind a pooler, or while the connection that listens is down. */
  readonly untoldSeconds: number;
  /** Otherwise: for jobs that were to begin later, are tried again, or were told of just when the connection broke. */
  readonly toldSeconds: number;
}

const LOOKING: Looking = { untoldSeconds: 0.5, toldSeconds: 5 };

/**
 * Hands each job of a queue to `handler`, one at a time. The database tells of a job that is sent, so it begins at once,
 * and a worker with nothing to do asks seldom. Whoever has ended a job looks whether another waits, as they may have been
 * told of together; after one that failed it waits, as what was out of order may be so still.
 */
export async function workOn<Job>(
  boss: PgBoss,
  queue: string,
  handler: (job: Job) => Promise<void>,
  { untoldSeconds, toldSeconds }: Looking = LOOKING,
): Promise<void> {
  let worker: string | null = null;
  const options = { pollingIntervalSeconds: untoldSeconds, notifyPollingIntervalSeconds: toldSeconds, batchSize: 1 };
  worker = await boss.work<Job>(queue, options, async (jobs) => {
    for (const { data } of jobs) await handler(data);
    if (worker !== null) boss.notifyWorker(worker);
  });
}
