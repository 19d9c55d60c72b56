import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import { writeAudit } from "@/lib/db/audit-writer";
import { lockDecisionGroup, markUndone } from "@/lib/db/inventory/decision";
import { lockInventory } from "@/lib/db/inventory/inventory-lock";
import type { Sql } from "@/lib/db/sql";
import { withTransaction } from "@/lib/db/transaction";
import { listConduitRows } from "@/lib/db/zones/conduit";
import { findZone, listZoneRows, putZone, removeZone } from "@/lib/db/zones/zone";
import { lockSuggestionAnswer, markAnswerUndone, type SuggestionAnswerRow } from "@/lib/db/zones/zone-suggestion";
import { AppError } from "@/lib/domain/errors";
import { rebuildInventory } from "../../inventory/rebuild-inventory";

/**
 * Takes back what was made of a suggestion: a dismissed one shows again; of an accepted one the zone goes, or the rules
 * that it added, and the pins. Throws "conflict" when others have built on the zone meanwhile.
 */
export async function undoSuggestionAnswer(actor: Actor, id: string): Promise<void> {
  requirePermission(actor, "zones.edit");
  await withTransaction(async (tx) => {
    await lockInventory(tx);
    const answer = await lockSuggestionAnswer(tx, id);
    if (!answer) throw new AppError("not-found", "There is no such answer, or it was taken back already.");
    if (answer.answer === "accepted") {
      requirePermission(actor, "devices.edit");
      await takeBack(tx, actor, answer);
    }
    await markAnswerUndone(tx, id, actor.name);
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "zone-suggestion.undone",
      summary: `Took back that the suggestion of ${answer.name} was ${answer.answer}.`,
      detail: { answerId: id, was: answer },
    });
    if (answer.answer === "accepted") await rebuildInventory(tx);
  });
}

async function takeBack(tx: Sql, actor: Actor, answer: SuggestionAnswerRow): Promise<void> {
  if (answer.groupId !== null) {
    const pins = await lockDecisionGroup(tx, answer.groupId);
    await markUndone(
      tx,
      pins.map(({ id }) => id),
      actor.name,
    );
  }
  const zone = answer.changedZoneId === null ? null : await findZone(answer.changedZoneId, tx);
  if (!zone) return;
  if (answer.kind === "join") {
    const isAdded = (it: { realm: string; cidr: string }) =>
      answer.addedCidrs.some(({ realm, cidr }) => realm === it.realm && cidr === it.cidr);
    await putZone(tx, { ...zone, cidrs: zone.cidrs.filter((it) => !isAdded(it)) });
    return;
  }
  const conduits = (await listConduitRows(tx)).filter((it) => [it.fromZoneId, it.toZoneId].includes(zone.id));
  const parts = (await listZoneRows(tx)).filter(({ parentId }) => parentId === zone.id);
  if (conduits.length + parts.length > 0) {
    const what = conduits.length > 0 ? "conduits lead to it" : "other zones are part of it";
    throw new AppError(
      "conflict",
      `${zone.name} stays: ${what} by now. Delete it in the list of zones if it shall go.`,
    );
  }
  await removeZone(tx, zone.id);
}
