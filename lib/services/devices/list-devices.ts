import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { DevicePage, DeviceQuery } from "@/lib/contracts/devices";
import {
  countDevices,
  type DevicePageRequest,
  type DeviceSort,
  findDevicePage,
  findDevices,
} from "@/lib/db/devices/device-query";
import { realmNames } from "@/lib/db/sites/site";
import { zoneNames } from "@/lib/db/zones/zone";
import { readDeviceCursor, writeDeviceCursor } from "./device-cursor";
import { deviceIndex } from "./device-index";
import { presentDeviceRow } from "./present-device-row";
import { readFilter } from "./read-query";
import { readSort } from "./read-sort";

/** One page of the device table with exact totals. */
export async function listDevices(actor: Actor, query: DeviceQuery): Promise<DevicePage> {
  requirePermission(actor, "devices.read");
  const { limit } = query;
  const { sort, isDescending } = await readSort(query);
  const after = query.cursor === undefined ? null : readDeviceCursor(query.cursor, sort, isDescending);
  const filter = readFilter(query);
  const offset = after === null ? (query.offset ?? 0) : 0;
  const [page, realms, zones] = await Promise.all([
    findPage({ filter, sort, isDescending, after, offset, limit }),
    realmNames(),
    zoneNames(),
  ]);
  return {
    items: page.rows.map((row) => presentDeviceRow(row, realms, zones)),
    next: page.next && writeDeviceCursor(sort, isDescending, page.next),
    total: page.total,
    totalAll: page.totalAll,
  };
}

/** From the columns in memory where they are loaded, else from PostgreSQL; the same answer. */
async function findPage(request: DevicePageRequest & { readonly sort: Exclude<DeviceSort, "id"> }) {
  const index = deviceIndex();
  if (index.isReady()) {
    const { ids, ...page } = await index.page(request);
    return { ...page, rows: await findDevices(ids) };
  }
  const [page, total, totalAll] = await Promise.all([
    findDevicePage(request),
    countDevices(request.filter),
    countDevices({}),
  ]);
  return { ...page, total, totalAll };
}
