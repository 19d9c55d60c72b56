import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { FlowMatrix } from "@/lib/contracts/flow-matrix";
import type { ZoneMapDto } from "@/lib/contracts/map";
import { matrixCells } from "@/lib/contracts/matrix-cells";
import { newestDeviceRev } from "@/lib/db/devices/device-changes";
import { findInventoryRevision } from "@/lib/db/devices/device-revision";
import type { ConduitRow } from "@/lib/db/zones/conduit";
import { listMapDevices, listMapPins, type MapDeviceRow } from "@/lib/db/zones/map";
import { mapPrint } from "@/lib/db/zones/zone";
import { UNZONED } from "@/lib/domain/zone/zone-key";
import { currentConduits } from "../conduits/current-conduits";
import { KeptForState } from "../kept-for-state";
import { getFlowMatrix, matrixState } from "../zones/get-flow-matrix";
import { listZones } from "../zones/list-zones";
import { MapBasis } from "./map-basis";

/** More devices than a map can be read with; it then says that it shows the first of them. */
const MAX_DEVICES = 20_000;

type Link = ZoneMapDto["links"][number];

interface MapDevices {
  /** One more than a map shows, where there are more. */
  readonly rows: readonly MapDeviceRow[];
  readonly basis: MapBasis;
}

/** Put in their order once, until a device changes in what the map says of it. */
const keptDevices = new KeptForState<MapDevices>();
const keptLinks = new KeptForState<Link[]>();
/** The same object for as long as nothing on the map changes, frozen: its JSON, some megabytes, is written once. */
const keptMap = new KeptForState<ZoneMapDto>();
/** The last map, for which it is enough to see that nothing at all has changed. */
const current = new KeptForState<ZoneMapDto>();

/** Zones, their devices, and what passes between them: the plant in one picture. */
export async function getZoneMap(actor: Actor): Promise<ZoneMapDto> {
  requirePermission(actor, "zones.read");
  requirePermission(actor, "devices.read");
  const state = await Promise.all([matrixState(), mapPrint()]);
  return current.get(state.flat(), () => readMap(actor));
}

async function readMap(actor: Actor): Promise<ZoneMapDto> {
  const [matrix, zones, devices, conduits, pins] = await Promise.all([
    getFlowMatrix(actor),
    listZones(actor),
    currentDevices(),
    currentConduits(),
    listMapPins(),
  ]);
  // Both are the same objects until something in them changes.
  const links = await keptLinks.get([matrix, conduits], async () => linksOf(matrix, conduits));
  const risks = new Map(zones.items.map(({ id, riskBand, riskScore }) => [id, { riskBand, riskScore }]));
  const state = [devices, links, matrix, JSON.stringify([...risks]), JSON.stringify(pins)];
  const putTogether = (): ZoneMapDto => ({
    zones: matrix.zones.map(({ key, name, site, purdueLevel }) => ({
      ...{ key, name, site, purdueLevel },
      riskBand: risks.get(key)?.riskBand ?? null,
      riskScore: risks.get(key)?.riskScore ?? null,
    })),
    devices: devices.slice(0, MAX_DEVICES).map(({ zoneId, ...device }) => ({ ...device, zone: zoneId ?? UNZONED })),
    isCut: devices.length > MAX_DEVICES,
    links,
    pins,
  });
  return keptMap.get(state, async () => Object.freeze(putTogether()));
}

async function currentDevices(): Promise<readonly MapDeviceRow[]> {
  const { rows } = await keptDevices.get([await findInventoryRevision()], async (last) => {
    if (await last?.basis.holds()) return last as MapDevices;
    const rev = await newestDeviceRev();
    const rows = await listMapDevices(MAX_DEVICES + 1);
    return { rows, basis: new MapBasis(rev, rows, rows.length > MAX_DEVICES) };
  });
  return rows;
}

/** What passes between zones, and what may. */
function linksOf(matrix: FlowMatrix, conduits: readonly ConduitRow[]): Link[] {
  const links = new Map<string, Link>();
  for (const { from, to, verdict, flows, operations, protocols } of matrixCells(matrix)) {
    if (from === to) continue;
    const { write = 0, control = 0, program = 0, firmware = 0 } = operations;
    const hasWrites = write + control + program + firmware > 0;
    links.set(`${from} ${to}`, { from, to, verdict, isConduit: false, flows, hasWrites, protocols });
  }
  for (const { fromZoneId: from, toZoneId: to, protocols } of conduits) {
    const seen = links.get(`${from} ${to}`);
    const unused = { from, to, verdict: "inside" as const, flows: 0, hasWrites: false, protocols: [...protocols] };
    links.set(`${from} ${to}`, { ...(seen ?? unused), isConduit: true });
  }
  return [...links.values()];
}
