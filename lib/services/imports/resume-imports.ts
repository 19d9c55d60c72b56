import "server-only";
import { findAbandonedImports } from "@/lib/db/imports/import";
import { enqueueImport } from "@/lib/jobs/enqueue";
import { IMPORT_LOCK_PREFIX } from "./import-lock";

/**
 * Hands every import that nobody works on to the queue again: those whose worker died, and those whose job never
 * reached the queue. The dead worker's lock is gone with its connection, so nothing has to be waited for.
 */
export async function resumeImports(): Promise<number> {
  const ids = await findAbandonedImports(IMPORT_LOCK_PREFIX);
  for (const id of ids) await enqueueImport(id);
  return ids.length;
}
