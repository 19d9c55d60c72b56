import type { PgBoss } from "pg-boss";
import { applyKnowledgeJob } from "./handlers/apply-knowledge-job";
import { fetchFeedsJob } from "./handlers/fetch-feeds-job";
import { mergeSensorsJob } from "./handlers/merge-sensors-job";
import { rebuildInventoryJob } from "./handlers/rebuild-inventory-job";
import { runImportJob } from "./handlers/run-import-job";
import { FEEDS_QUEUE, IMPORT_QUEUE, type ImportJob, KNOWLEDGE_QUEUE, REBUILD_QUEUE, SENSOR_QUEUE } from "./queue-names";

/** Two imports read at a time, each in a thread of its own; merging is one at a time anyway. */
const IMPORTS_AT_ONCE = 2;

/** Shortly after midnight UTC. */
const DAILY = "7 0 * * *";

/** How often it is looked whether a feed's time has come. */
const EVERY_TEN_MINUTES = "*/10 * * * *";

/** Who works on what. `signal` is aborted when the process is asked to end. */
export async function registerHandlers(boss: PgBoss, signal: AbortSignal): Promise<void> {
  await boss.work<ImportJob>(
    IMPORT_QUEUE,
    { localConcurrency: IMPORTS_AT_ONCE, pollingIntervalSeconds: 0.5, batchSize: 1 },
    async (jobs) => {
      for (const job of jobs) await runImportJob(job.data, signal);
    },
  );
  await boss.work(KNOWLEDGE_QUEUE, { pollingIntervalSeconds: 0.5, batchSize: 1 }, applyKnowledgeJob);
  await boss.work(SENSOR_QUEUE, mergeSensorsJob);
  await boss.work(REBUILD_QUEUE, rebuildInventoryJob);
  await boss.work(FEEDS_QUEUE, fetchFeedsJob);
  await boss.schedule(REBUILD_QUEUE, DAILY);
  await boss.schedule(FEEDS_QUEUE, EVERY_TEN_MINUTES);
}
