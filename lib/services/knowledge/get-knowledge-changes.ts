import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { KnowledgeChangesDto } from "@/lib/contracts/knowledge";
import { countKnowledgeChanges, listKnowledgeChanges } from "@/lib/db/knowledge-change";
import { currentReleaseId } from "@/lib/db/knowledge-release";

const SHOWN_CHANGES = 200;

/** What the knowledge that holds now changed for the plant when it was applied. */
export async function getKnowledgeChanges(actor: Actor): Promise<KnowledgeChangesDto> {
  requirePermission(actor, "findings.read");
  const releaseId = await currentReleaseId();
  if (releaseId === null) return { releaseId, counts: { devices: 0, came: 0, went: 0, turned: 0 }, items: [] };
  const [counts, items] = await Promise.all([
    countKnowledgeChanges(releaseId),
    listKnowledgeChanges(releaseId, SHOWN_CHANGES),
  ]);
  return { releaseId, counts, items };
}
