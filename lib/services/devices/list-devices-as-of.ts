import "server-only";
import { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { DevicePage, DeviceQuery } from "@/lib/contracts/devices";
import {
  countAllVersions,
  countVersions,
  findVersionPage,
  findVersionState,
  type VersionFilter,
} from "@/lib/db/devices/device-version";
import { realmNames } from "@/lib/db/sites/site";
import { KeptByKey } from "../kept-by-key";
import { readCursor, writeCursor } from "../page-cursor";
import { presentDeviceRow } from "./present-device-row";

/** Counts of those that pass, by time and filter: each is read from all devices of that time. */
const counts = new KeptByKey<number>(64);

const position = z.object({ riskScore: z.number().int(), id: z.uuid() });

/** One page of the inventory as it was known at a past time, highest risk first. */
export async function listDevicesAsOf(actor: Actor, query: DeviceQuery, asOf: string): Promise<DevicePage> {
  requirePermission(actor, "devices.read");
  const after = query.cursor === undefined ? null : readCursor(position, query.cursor);
  const at = new Date(asOf);
  const [page, totalAll, total, realms] = await Promise.all([
    findVersionPage(at, query, after, query.limit),
    countAllVersions(at),
    countThose(at, query),
    realmNames(),
  ]);
  return {
    items: page.rows.map((row) => presentDeviceRow(row, realms)),
    next: page.next && writeCursor(page.next),
    total: total ?? totalAll,
    totalAll,
  };
}

/** Null where nothing is filtered. */
async function countThose(
  asOf: Date,
  { q, site, zone, vendor, role, state, riskBand, purdueLevel, protocol }: VersionFilter,
): Promise<number | null> {
  const filter = { q, site, zone, vendor, role, state, riskBand, purdueLevel, protocol };
  if (Object.values(filter).every((it) => it === undefined || it.length === 0)) return null;
  const key = JSON.stringify([asOf, filter]);
  return counts.get(key, [await findVersionState()], () => countVersions(asOf, filter));
}
