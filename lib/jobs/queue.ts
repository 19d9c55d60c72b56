import { PgBoss } from "pg-boss";
import { env } from "@/lib/config/env";
import { logError } from "@/lib/config/log-error";
import { FEEDS_QUEUE, IMPORT_QUEUE, KNOWLEDGE_QUEUE, REBUILD_QUEUE, SENSOR_QUEUE } from "./queue-names";

/** An import may rightly take hours; that its worker died is told by its lock, long before this. */
const IMPORT_EXPIRES_S = 12 * 3600;

/** A connected queue. `supervise` is the worker's: only one process needs to tidy up. */
export async function openQueue({ supervise }: { readonly supervise: boolean }): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: env().databaseUrl,
    schema: "job",
    application_name: "sightglass jobs",
    max: 3,
    supervise,
    schedule: supervise,
  });
  boss.on("error", (error) => logError("queue", error));
  await boss.start();
  // "short": at most one waiting job per import, so that asking twice asks once.
  await boss.createQueue(IMPORT_QUEUE, {
    policy: "short",
    retryLimit: 2,
    expireInSeconds: IMPORT_EXPIRES_S,
    deleteAfterSeconds: 24 * 3600,
  });
  await boss.createQueue(KNOWLEDGE_QUEUE, { policy: "short", retryLimit: 2, expireInSeconds: 3600 });
  await boss.createQueue(FEEDS_QUEUE, { policy: "short", retryLimit: 0, expireInSeconds: 3600 });
  await boss.createQueue(REBUILD_QUEUE, { policy: "short", retryLimit: 2, expireInSeconds: 3600 });
  // At most one waits: batches that come meanwhile are merged with it.
  await boss.createQueue(SENSOR_QUEUE, { policy: "short", retryLimit: 2, expireInSeconds: 3600 });
  return boss;
}
