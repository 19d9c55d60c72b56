import { applyRelease } from "@/lib/services/knowledge/apply-release";
import type { KnowledgeJob } from "../queue-names";

/** Delivered twice, or when another release holds by now, it does nothing. */
export async function applyKnowledgeJob({ releaseId }: KnowledgeJob): Promise<void> {
  const outcome = await applyRelease(releaseId);
  console.log(JSON.stringify({ level: "info", at: "knowledge", releaseId, outcome }));
}
