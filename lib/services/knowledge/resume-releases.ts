import "server-only";
import { listUnappliedReleases } from "@/lib/db/knowledge/knowledge-release";
import { enqueueReleases } from "@/lib/jobs/enqueue";

/** Hands releases that wait to the queue again; one that a dead worker began is begun anew. */
export async function resumeReleases(): Promise<number> {
  const { length } = await listUnappliedReleases();
  if (length > 0) await enqueueReleases();
  return length;
}
