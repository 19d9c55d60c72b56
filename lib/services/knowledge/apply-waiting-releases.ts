import "server-only";
import { listUnappliedReleases } from "@/lib/db/knowledge/knowledge-release";
import { type ApplyOutcome, applyRelease } from "./apply-release";

/**
 * Applies all that wait, in the order in which they were made: each was built upon the one before, and one that came
 * behind a later one would take its files out again. Stops in an outage.
 */
export async function applyWaitingReleases(): Promise<(ApplyOutcome & { readonly releaseId: number })[]> {
  const outcomes = [];
  for (const releaseId of await listUnappliedReleases())
    outcomes.push({ releaseId, ...(await applyRelease(releaseId)) });
  return outcomes;
}
