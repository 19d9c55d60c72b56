import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import { CHANGES_PAGE_SIZE, type KnowledgeChangesDto } from "@/lib/contracts/knowledge";
import { countKnowledgeChanges, listKnowledgeChanges } from "@/lib/db/knowledge/knowledge-change";
import { currentReleaseId } from "@/lib/db/knowledge/knowledge-release";

/** What the knowledge that holds now changed for the plant when it was applied, from the change at `from` on. */
export async function getKnowledgeChanges(actor: Actor, from = 0): Promise<KnowledgeChangesDto> {
  requirePermission(actor, "findings.read");
  const releaseId = await currentReleaseId();
  if (releaseId === null)
    return { releaseId, counts: { devices: 0, came: 0, went: 0, turned: 0 }, items: [], next: null };
  const [counts, items] = await Promise.all([
    countKnowledgeChanges(releaseId),
    listKnowledgeChanges(releaseId, from, CHANGES_PAGE_SIZE),
  ]);
  const next = from + items.length;
  const total = counts.came + counts.went + counts.turned;
  return { releaseId, counts, items, next: items.length > 0 && next < total ? next : null };
}
