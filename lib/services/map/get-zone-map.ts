import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { ZoneMapDto } from "@/lib/contracts/map";
import { matrixCells } from "@/lib/contracts/matrix-cells";
import { listConduitRows } from "@/lib/db/conduit";
import { listMapDevices, listMapPins } from "@/lib/db/map";
import { UNZONED } from "@/lib/domain/zone/zone-key";
import { getFlowMatrix } from "../zones/get-flow-matrix";
import { listZones } from "../zones/list-zones";

/** More devices than a map can be read with; it then says that it shows the first of them. */
const MAX_DEVICES = 20_000;

/** Zones, their devices, and what passes between them: the plant in one picture. */
export async function getZoneMap(actor: Actor): Promise<ZoneMapDto> {
  requirePermission(actor, "zones.read");
  requirePermission(actor, "devices.read");
  const [matrix, zones, devices, conduits, pins] = await Promise.all([
    getFlowMatrix(actor),
    listZones(actor),
    listMapDevices(MAX_DEVICES + 1),
    listConduitRows(),
    listMapPins(),
  ]);
  const risks = new Map(zones.items.map((zone) => [zone.id, zone]));
  const links = new Map<string, ZoneMapDto["links"][number]>();
  for (const { from, to, verdict, flows, operations, protocols } of matrixCells(matrix)) {
    if (from === to) continue;
    const { write = 0, control = 0, program = 0, firmware = 0 } = operations;
    const hasWrites = write + control + program + firmware > 0;
    links.set(`${from} ${to}`, { from, to, verdict, isConduit: false, flows, hasWrites, protocols });
  }
  for (const { fromZoneId: from, toZoneId: to, protocols } of conduits) {
    const known = links.get(`${from} ${to}`);
    const unused = { from, to, verdict: "inside" as const, flows: 0, hasWrites: false, protocols: [...protocols] };
    links.set(`${from} ${to}`, { ...(known ?? unused), isConduit: true });
  }
  return {
    zones: matrix.zones.map(({ key, name, purdueLevel }) => ({
      ...{ key, name, purdueLevel },
      riskBand: risks.get(key)?.riskBand ?? null,
      riskScore: risks.get(key)?.riskScore ?? null,
    })),
    devices: devices.slice(0, MAX_DEVICES).map(({ zoneId, ...device }) => ({ ...device, zone: zoneId ?? UNZONED })),
    isCut: devices.length > MAX_DEVICES,
    links: [...links.values()],
    pins,
  };
}
