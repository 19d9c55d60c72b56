import "server-only";
import { loadEvidence } from "@/lib/db/evidence/evidence";
import { loadConversationsById } from "@/lib/db/flows/conversation";
import { readFlows } from "@/lib/db/flows/flow";
import type { ContentOrigin } from "@/lib/db/imports/source-content";
import { loadLinksOf } from "@/lib/db/inventory/inventory-part";
import { loadApprovals } from "@/lib/db/shadow/approval";
import type { Sql } from "@/lib/db/sql";
import { conversationIdOf } from "@/lib/domain/flow/fold-conversations";
import { nothingTouched, touchEnds, touchSubject } from "./find-touched";
import type { Removal } from "./rebuild-inventory";

/** All that taking these contents out touches; to be called while they are still there. */
export async function collectRemoval(tx: Sql, contents: ReadonlyMap<number, ContentOrigin>): Promise<Removal> {
  const touched = nothingTouched();
  const conversationIds = new Set<string>();
  for (const { observation, origin } of await loadEvidence(tx, contents)) {
    touchSubject(touched, origin.realm, observation.subject);
  }
  for await (const { content, flows } of readFlows(tx, contents)) {
    for (const { flow, initiatorDeviceId, responderDeviceId } of flows) {
      touchEnds(touched, content.origin.realm, flow);
      const citation = { ...content.origin, position: flow.position };
      conversationIds.add(conversationIdOf({ flow, citation, initiatorDeviceId, responderDeviceId }));
    }
  }
  for (const { subject, content } of await loadApprovals(tx, contents)) {
    touchSubject(touched, content.origin.realm, subject);
  }
  for (const link of await loadLinksOf(tx, [...contents.keys()])) touched.links.add(link);
  // As they are now: their place in the files may be in what goes.
  const conversations = await loadConversationsById(tx, [...conversationIds]);
  return { contentIds: [...contents.keys()], touched, conversations };
}
