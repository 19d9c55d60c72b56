import "server-only";
import { randomUUID } from "node:crypto";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import { writeAudit } from "@/lib/db/audit-writer";
import { withTransaction } from "@/lib/db/transaction";
import { zoneNames } from "@/lib/db/zones/zone";
import { insertSuggestionAnswer } from "@/lib/db/zones/zone-suggestion";
import { countOf } from "@/lib/domain/say-count";
import { insideShareOf } from "@/lib/domain/zone/suggest/dismissal";
import { findSuggestion } from "./find-suggestion";

/** Keeps a suggestion away until its devices or their traffic are different. */
export async function dismissSuggestion(actor: Actor, key: string): Promise<{ answerId: string }> {
  requirePermission(actor, "zones.edit");
  const answerId = randomUUID();
  await withTransaction(async (tx) => {
    const { suggestion } = await findSuggestion(tx, key);
    const { kind, siteId, zoneId, devices } = suggestion;
    const name = kind === "join" ? ((await zoneNames(tx)).get(zoneId ?? "") ?? "") : suggestion.name;
    await insertSuggestionAnswer(tx, {
      ...{ id: answerId, answer: "dismissed", kind, siteId, zoneId, name, actor: actor.name },
      deviceIds: devices.map(({ id }) => id),
      insideShare: insideShareOf(suggestion),
      ...{ changedZoneId: null, addedCidrs: [], groupId: null },
    });
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "zone-suggestion.dismissed",
      summary: `Dismissed the suggestion ${kind === "join" ? `to put ${countOf(devices.length, "device")} into` : "of a zone"} ${name}.`,
      detail: { answerId, suggestion },
    });
  });
  return { answerId };
}
