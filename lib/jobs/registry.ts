import type { PgBoss } from "pg-boss";
import { applyKnowledgeJob } from "./handlers/apply-knowledge-job";
import { fetchFeedsJob } from "./handlers/fetch-feeds-job";
import { mergeSensorsJob } from "./handlers/merge-sensors-job";
import { rebuildInventoryJob } from "./handlers/rebuild-inventory-job";
import { runImportJob } from "./handlers/run-import-job";
import { FEEDS_QUEUE, IMPORT_QUEUE, type ImportJob, KNOWLEDGE_QUEUE, REBUILD_QUEUE, SENSOR_QUEUE } from "./queue-names";
import { workOn } from "./work-on";

/** Two imports read at a time, each in a thread of its own; merging is one at a time anyway. */
const IMPORTS_AT_ONCE = 2;

/** Shortly after midnight UTC. */
const DAILY = "7 0 * * *";

/** How often it is looked whether a feed's time has come. */
const EVERY_TEN_MINUTES = "*/10 * * * *";

/** Who works on what. `signal` is aborted when the process is asked to end. */
export async function registerHandlers(boss: PgBoss, signal: AbortSignal): Promise<void> {
  for (let at = 0; at < IMPORTS_AT_ONCE; at += 1) {
    await workOn<ImportJob>(boss, IMPORT_QUEUE, (job) => runImportJob(job, signal));
  }
  await workOn(boss, KNOWLEDGE_QUEUE, applyKnowledgeJob);
  await workOn(boss, SENSOR_QUEUE, mergeSensorsJob);
  await workOn(boss, REBUILD_QUEUE, rebuildInventoryJob);
  await workOn(boss, FEEDS_QUEUE, fetchFeedsJob);
  await boss.schedule(REBUILD_QUEUE, DAILY);
  await boss.schedule(FEEDS_QUEUE, EVERY_TEN_MINUTES);
}
