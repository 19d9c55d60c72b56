import { PgBoss } from "pg-boss";
import { env } from "@/lib/config/env";
import { logError } from "@/lib/config/log-error";
import { FEEDS_QUEUE, IMPORT_QUEUE, KNOWLEDGE_QUEUE, REBUILD_QUEUE, SENSOR_QUEUE } from "./queue-names";

/** An import may rightly take hours; that its worker died is told by its lock, long before this. */
const IMPORT_EXPIRES_S = 12 * 3600;

/**
 * `notify`: the database tells the worker of a job that may begin. All are "short": at most one job of the same key waits,
 * so that asking twice asks once, and batches of sensors that come meanwhile are merged with it.
 */
const QUEUES = {
  [IMPORT_QUEUE]: { notify: true, retryLimit: 2, expireInSeconds: IMPORT_EXPIRES_S, deleteAfterSeconds: 24 * 3600 },
  [KNOWLEDGE_QUEUE]: { notify: true, retryLimit: 2, expireInSeconds: 3600 },
  [FEEDS_QUEUE]: { notify: true, retryLimit: 0, expireInSeconds: 3600 },
  [REBUILD_QUEUE]: { notify: true, retryLimit: 2, expireInSeconds: 3600 },
  [SENSOR_QUEUE]: { notify: true, retryLimit: 2, expireInSeconds: 3600 },
};

/** A connected queue. `supervise` is the worker's: only one process needs to tidy up. */
export async function openQueue({ supervise }: { readonly supervise: boolean }): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: env().databaseUrl,
    schema: "job",
    application_name: "sightglass jobs",
    max: 3,
    supervise,
    schedule: supervise,
    // Only a worker has to hear of jobs; that takes a connection of its own.
    useListenNotify: supervise,
  });
  boss.on("error", (error) => logError("queue", error));
  await boss.start();
  for (const [name, options] of Object.entries(QUEUES)) {
    await boss.createQueue(name, { policy: "short", ...options });
    // Also of queues that were made before they told of their jobs.
    if (supervise) await boss.updateQueue(name, options);
  }
  return boss;
}
