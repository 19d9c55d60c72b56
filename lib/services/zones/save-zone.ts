import "server-only";
import { randomUUID } from "node:crypto";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { ZoneDto, ZoneInput } from "@/lib/contracts/zones";
import { writeAudit } from "@/lib/db/audit-writer";
import { lockInventory } from "@/lib/db/inventory/inventory-lock";
import { realmNames } from "@/lib/db/sites/site";
import { withTransaction } from "@/lib/db/transaction";
import { findZone, listZonesWithDevices, putZone, zoneNames } from "@/lib/db/zones/zone";
import { AppError, noSuch } from "@/lib/domain/errors";
import { rebuildInventory } from "../inventory/rebuild-inventory";
import { checkZone } from "./check-zone";
import { presentZone } from "./list-zones";

/** Makes a zone (`id` null) or changes one, and puts every device where it belongs now; all of it, or nothing. */
export async function saveZone(actor: Actor, id: string | null, input: ZoneInput): Promise<ZoneDto> {
  requirePermission(actor, "zones.edit");
  const zoneId = id ?? randomUUID();
  await withTransaction(async (tx) => {
    await lockInventory(tx);
    const before = id === null ? null : await findZone(id, tx);
    if (id !== null && !before) throw noSuch("zone");
    if (before && before.siteId !== input.siteId) {
      throw new AppError("bad-request", "A zone stays in its site. Make a new one in the other site.", {
        invalidParams: [{ name: "siteId", reason: "cannot be changed" }],
      });
    }
    const zone = await checkZone(tx, zoneId, input);
    await putZone(tx, zone);
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: before ? "zone.changed" : "zone.created",
      summary: before ? `Changed the zone ${zone.name}.` : `Made the zone ${zone.name}.`,
      detail: { before, after: zone },
    });
    await rebuildInventory(tx);
  });
  const [zones, realms, labels] = await Promise.all([listZonesWithDevices(), realmNames(), zoneNames()]);
  const saved = zones.find((zone) => zone.id === zoneId);
  if (!saved) throw new AppError("not-found", "Somebody has removed the zone meanwhile.");
  return presentZone(saved, realms, labels);
}
