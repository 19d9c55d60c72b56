import "server-only";
import { listUnappliedReleases } from "@/lib/db/knowledge/knowledge-release";
import { enqueueRelease } from "@/lib/jobs/enqueue";

/** Hands every release that waits to the queue again; one that a dead worker began is begun anew. */
export async function resumeReleases(): Promise<number> {
  const ids = await listUnappliedReleases();
  for (const id of ids) await enqueueRelease(id);
  return ids.length;
}
