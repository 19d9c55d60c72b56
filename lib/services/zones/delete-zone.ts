import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import { writeAudit } from "@/lib/db/audit-writer";
import { lockInventory } from "@/lib/db/inventory/inventory-lock";
import { withTransaction } from "@/lib/db/transaction";
import { findZone, removeZone } from "@/lib/db/zones/zone";
import { noSuch } from "@/lib/domain/errors";
import { rebuildInventory } from "../inventory/rebuild-inventory";

/** Takes a zone and its conduits away; its devices go where the remaining rules put them. */
export async function deleteZone(actor: Actor, id: string): Promise<void> {
  requirePermission(actor, "zones.edit");
  await withTransaction(async (tx) => {
    await lockInventory(tx);
    const zone = await findZone(id, tx);
    if (!zone) throw noSuch("zone");
    await removeZone(tx, id);
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "zone.deleted",
      summary: `Removed the zone ${zone.name}.`,
      detail: { before: zone },
    });
    await rebuildInventory(tx);
  });
}
