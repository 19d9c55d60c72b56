import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { DevicePage, DeviceQuery } from "@/lib/contracts/devices";
import { countDevices, DEVICE_SORT_KEYS, findDevicePage } from "@/lib/db/device-query";
import { realmNames } from "@/lib/db/site";
import { readDeviceCursor, writeDeviceCursor } from "./device-cursor";
import { presentDeviceRow } from "./present-device-row";
import { readFilter } from "./read-query";

/** One page of the device table with exact totals. */
export async function listDevices(actor: Actor, query: DeviceQuery): Promise<DevicePage> {
  requirePermission(actor, "devices.read");
  const { sort, limit } = query;
  const isDescending = query.order ? query.order === "desc" : DEVICE_SORT_KEYS[sort].isDescending;
  const after = query.cursor === undefined ? null : readDeviceCursor(query.cursor, sort, isDescending);
  const filter = readFilter(query);
  const [page, total, totalAll, realms] = await Promise.all([
    findDevicePage({ filter, sort, isDescending, after, limit }),
    countDevices(filter),
    countDevices({}),
    realmNames(),
  ]);
  return {
    items: page.rows.map((row) => presentDeviceRow(row, realms)),
    next: page.next && writeDeviceCursor(sort, isDescending, page.next),
    total,
    totalAll,
  };
}
