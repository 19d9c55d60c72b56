import type { PgBoss } from "pg-boss";
import { IMPORT_QUEUE, type ImportJob, openQueue } from "./queue";

/** One sender per process, also when Next bundles this file twice. */
const HOLDER = globalThis as typeof globalThis & { sightglassQueue?: Promise<PgBoss> };

/** Tells a worker that the import waits. Only a nudge: an import in state "queued" is found without it, too. */
export async function enqueueImport(importId: string): Promise<void> {
  HOLDER.sightglassQueue ??= openQueue({ supervise: false });
  try {
    const boss = await HOLDER.sightglassQueue;
    const job: ImportJob = { importId };
    await boss.send(IMPORT_QUEUE, job, { singletonKey: importId });
  } catch (error) {
    delete HOLDER.sightglassQueue;
    throw error;
  }
}

/** For processes that end. */
export async function closeQueue(): Promise<void> {
  const queue = HOLDER.sightglassQueue;
  delete HOLDER.sightglassQueue;
  await (await queue?.catch(() => undefined))?.stop({ graceful: false });
}
