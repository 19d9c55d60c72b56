import "server-only";
import { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { DevicePage, DeviceQuery } from "@/lib/contracts/devices";
import { findVersionPage } from "@/lib/db/device-version";
import { realmNames } from "@/lib/db/site";
import { readCursor, writeCursor } from "../page-cursor";
import { presentDeviceRow } from "./present-device-row";

const position = z.object({ riskScore: z.number().int(), id: z.uuid() });

/** One page of the inventory as it was known at a past time, highest risk first. */
export async function listDevicesAsOf(actor: Actor, query: DeviceQuery, asOf: string): Promise<DevicePage> {
  requirePermission(actor, "devices.read");
  const after = query.cursor === undefined ? null : readCursor(position, query.cursor);
  const [page, realms] = await Promise.all([findVersionPage(new Date(asOf), query, after, query.limit), realmNames()]);
  return {
    items: page.rows.map((row) => presentDeviceRow(row, realms)),
    next: page.next && writeCursor(page.next),
    total: page.total,
    totalAll: page.totalAll,
  };
}
