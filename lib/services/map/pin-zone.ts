import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import { writeAudit } from "@/lib/db/audit-writer";
import { withTransaction } from "@/lib/db/transaction";
import { listMapPins, type MapPinRow, putMapPin, removeMapPins } from "@/lib/db/zones/map";
import { zoneNames } from "@/lib/db/zones/zone";
import { noSuch } from "@/lib/domain/errors";
import { INTERNET, UNZONED } from "@/lib/domain/zone/zone-key";

/** Puts a zone on a place of the map, for everybody. */
export async function pinZone(actor: Actor, pin: MapPinRow): Promise<void> {
  requirePermission(actor, "zones.edit");
  await withTransaction(async (tx) => {
    const isKnown = pin.key === INTERNET || pin.key === UNZONED || (await zoneNames(tx)).has(pin.key);
    if (!isKnown) throw noSuch("zone");
    await putMapPin(tx, pin, actor.name);
  });
}

/** Takes all pins off the map. */
export async function unpinZones(actor: Actor): Promise<void> {
  requirePermission(actor, "zones.edit");
  await withTransaction(async (tx) => {
    const before = await listMapPins();
    await removeMapPins(tx);
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "map.unpinned",
      summary: "Took all pins off the map of zones.",
      detail: { before },
    });
  });
}
