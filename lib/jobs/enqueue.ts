import type { PgBoss } from "pg-boss";
import { FEEDS_QUEUE, IMPORT_QUEUE, type ImportJob, KNOWLEDGE_QUEUE, SENSOR_QUEUE } from "./queue-names";

/** One sender per process, also when Next bundles this file twice. */
const HOLDER = globalThis as typeof globalThis & { sightglassQueue?: Promise<PgBoss> };

/** Tells a worker that the import waits. Only a nudge: an import in state "queued" is found without it, too. */
export function enqueueImport(importId: string): Promise<void> {
  const job: ImportJob = { importId };
  return send(IMPORT_QUEUE, job, importId);
}

/** Tells a worker that releases of knowledge wait. Only a nudge, like the one for imports. */
export function enqueueReleases(): Promise<void> {
  return send(KNOWLEDGE_QUEUE, {}, "releases");
}

/** Asks for the addresses of feeds whose time has come to be asked. */
export function enqueueFeeds(): Promise<void> {
  return send(FEEDS_QUEUE, {}, "feeds");
}

async function send(
  queue: string,
  job: object,
  singletonKey: string,
  options: { readonly startAfter?: number } = {},
): Promise<void> {
  HOLDER.sightglassQueue ??= openSender();
  try {
    const boss = await HOLDER.sightglassQueue;
    await boss.send(queue, job, { singletonKey, ...options });
  } catch (error) {
    delete HOLDER.sightglassQueue;
    throw error;
  }
}

/** Loaded when something is sent: commands that send nothing start in half the time without the queue's packages. */
async function openSender(): Promise<PgBoss> {
  const { openQueue } = await import("./queue");
  return openQueue({ supervise: false });
}

/** Batches of sensors are merged together, not one by one: so long after the first of them. */
const MERGE_SENSORS_AFTER_S = 20;

/** Asks for what sensors sent to be merged soon. A request that waits already is enough. */
export function enqueueSensorMerge(): Promise<void> {
  return send(SENSOR_QUEUE, {}, "sensors", { startAfter: MERGE_SENSORS_AFTER_S });
}

/** For processes that end. */
export async function closeQueue(): Promise<void> {
  const queue = HOLDER.sightglassQueue;
  delete HOLDER.sightglassQueue;
  await (await queue?.catch(() => undefined))?.stop({ graceful: false });
}
