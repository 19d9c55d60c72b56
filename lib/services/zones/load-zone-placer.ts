import "server-only";
import { sql } from "@/lib/db/client";
import { loadContents } from "@/lib/db/imports/source-content";
import { loadZoneDecisions } from "@/lib/db/inventory/decision";
import { loadApprovals } from "@/lib/db/shadow/approval";
import { listSiteRows } from "@/lib/db/sites/site";
import type { ZoneDecision } from "@/lib/domain/device/decision";
import { type PlacementNeed, type PlacementParts, placementNeed, zonePlacer } from "@/lib/domain/zone/place-device";
import type { Zone } from "@/lib/domain/zone/zone";
import { approvalDecisions } from "../inventory/approval-decisions";

export interface LoadedPlacer {
  /** Id of the zone in which a device belongs. */
  readonly zoneOf: (device: PlacementParts) => string | null;
  /** How much has to be told of each. */
  readonly need: PlacementNeed;
}

/** Where these zones would put a device, by what people pinned and approved until now. */
export async function loadZonePlacer(zones: readonly Zone[]): Promise<LoadedPlacer> {
  const approvals = approvalDecisions(await loadApprovals(sql, await loadContents(sql, null)), zones);
  const listed = approvals.filter((it): it is ZoneDecision => it.kind === "zone");
  const decisions = [...listed, ...(await loadZoneDecisions(sql))];
  const place = zonePlacer(zones, decisions, await listSiteRows());
  return { zoneOf: (device) => place(device).zoneId, need: placementNeed(zones, decisions) };
}
