import "server-only";
import { sql } from "@/lib/db/client";
import { loadContents } from "@/lib/db/imports/source-content";
import { loadZoneDecisions } from "@/lib/db/inventory/decision";
import { loadApprovals } from "@/lib/db/shadow/approval";
import { listSiteRows } from "@/lib/db/sites/site";
import type { ZoneDecision } from "@/lib/domain/device/decision";
import type { Device } from "@/lib/domain/device/device";
import { zonePlacer } from "@/lib/domain/zone/place-device";
import type { Zone } from "@/lib/domain/zone/zone";
import { approvalDecisions } from "../inventory/approval-decisions";

/** Where these zones would put a device, by what people pinned and approved until now: the id of the zone. */
export async function loadZonePlacer(zones: readonly Zone[]): Promise<(device: Device) => string | null> {
  const approvals = approvalDecisions(await loadApprovals(sql, await loadContents(sql, null)), zones);
  const listed = approvals.filter((it): it is ZoneDecision => it.kind === "zone");
  const place = zonePlacer(zones, [...listed, ...(await loadZoneDecisions(sql))], await listSiteRows());
  return (device) => place(device).zoneId;
}
