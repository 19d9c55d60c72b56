import { applyWaitingReleases } from "@/lib/services/knowledge/apply-waiting-releases";

/** Delivered twice, or when none waits by now, it does nothing. */
export async function applyKnowledgeJob(): Promise<void> {
  for (const outcome of await applyWaitingReleases())
    console.log(JSON.stringify({ level: "info", at: "knowledge", ...outcome }));
}
