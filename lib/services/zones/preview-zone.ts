import "server-only";
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { zonePreview, zonePreviewInput } from "@/lib/contracts/zones";
import { sql } from "@/lib/db/client";
import { streamPlacedDevices } from "@/lib/db/devices/device-detail";
import { listZoneRows } from "@/lib/db/zones/zone";
import { noSuch } from "@/lib/domain/errors";
import { checkZone } from "./check-zone";
import { loadZonePlacer } from "./load-zone-placer";

/** Which devices would enter or leave the zone if it were saved like this. Changes nothing. */
export async function previewZone(
  actor: Actor,
  { zoneId, zone: input }: z.output<typeof zonePreviewInput>,
): Promise<z.infer<typeof zonePreview>> {
  requirePermission(actor, "zones.edit");
  const stored = await listZoneRows();
  if (zoneId !== null && !stored.some((it) => it.id === zoneId)) {
    throw noSuch("zone");
  }
  const draft = await checkZone(sql, zoneId ?? randomUUID(), input);
  const zones = [...stored.filter((it) => it.id !== draft.id), draft];
  const { zoneOf, need } = await loadZonePlacer(zones);
  const names = new Map(zones.map((it) => [it.id, it.name]));
  const nameOf = (id: string | null) => (id === null ? "Unzoned" : (names.get(id) ?? "Unzoned"));
  const preview: z.infer<typeof zonePreview> = { entering: [], leaving: [] };
  for await (const device of streamPlacedDevices(need)) {
    const after = zoneOf(device.parts);
    if (after === device.zoneId) continue;
    const { id, name } = device;
    if (after === draft.id) preview.entering.push({ id, name, from: nameOf(device.zoneId) });
    else if (device.zoneId === draft.id) preview.leaving.push({ id, name, to: nameOf(after) });
  }
  return preview;
}
