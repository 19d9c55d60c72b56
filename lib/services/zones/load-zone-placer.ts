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
import { KeptForState } from "../kept-for-state";

export interface LoadedPlacer {
  /** Id of the zone in which a device belongs. */
  readonly zoneOf: (device: PlacementParts) => string | null;
  /** How much has to be told of each. */
  readonly need: PlacementNeed;
}

/** Where these zones would put a device, by what people pinned and approved until now. */
export async function loadZonePlacer(zones: readonly Zone[]): Promise<LoadedPlacer> {
  const decisions = [...(await listedZones(zones)), ...(await loadZoneDecisions(sql))];
  const place = zonePlacer(zones, decisions, await listSiteRows());
  return { zoneOf: (device) => place(device).zoneId, need: placementNeed(zones, decisions) };
}

/** What approved lists say of these zones; a list can have as many lines as there are devices. */
const kept = new WeakMap<readonly Zone[], KeptForState<readonly ZoneDecision[]>>();

async function listedZones(zones: readonly Zone[]): Promise<readonly ZoneDecision[]> {
  const contents = await loadContents(sql, null);
  const ofZones = kept.get(zones) ?? new KeptForState<readonly ZoneDecision[]>();
  kept.set(zones, ofZones);
  // What a content says never changes; a site may get another one's realm.
  const state = [...contents.values()].map(({ id, siteId }) => `${id} ${siteId}`).join();
  return ofZones.get([state], async () => {
    const approvals = await loadApprovals(sql, contents, { namingZones: true });
    return approvalDecisions(approvals, zones).filter((it): it is ZoneDecision => it.kind === "zone");
  });
}
