import "server-only";
import { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { DevicePage, DeviceQuery } from "@/lib/contracts/devices";
import { findVersionPage, type VersionPosition } from "@/lib/db/device-version";
import { realmNames } from "@/lib/db/site";
import { AppError } from "@/lib/domain/errors";
import { presentDeviceRow } from "./present-device-row";

const position = z.object({ riskScore: z.number().int(), id: z.uuid() });

/** One page of the inventory as it was known at a past time, highest risk first. */
export async function listDevicesAsOf(actor: Actor, query: DeviceQuery, asOf: string): Promise<DevicePage> {
  requirePermission(actor, "devices.read");
  const after = query.cursor === undefined ? null : readCursor(query.cursor);
  const [page, realms] = await Promise.all([findVersionPage(new Date(asOf), query, after, query.limit), realmNames()]);
  return {
    items: page.rows.map((row) => presentDeviceRow(row, realms)),
    next: page.next && Buffer.from(JSON.stringify(page.next)).toString("base64url"),
    total: page.total,
    totalAll: page.totalAll,
  };
}

function readCursor(cursor: string): VersionPosition {
  try {
    return position.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
  } catch {
    throw new AppError("bad-request", "This page of the list cannot be found any more. Start from its beginning.", {
      invalidParams: [{ name: "cursor", reason: "not a cursor of this list" }],
    });
  }
}
