import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { ZoneDto, ZoneList } from "@/lib/contracts/zones";
import { countDevices } from "@/lib/db/device-query";
import { realmNames } from "@/lib/db/site";
import { listZonesWithDevices, type ZoneRowWithDevices } from "@/lib/db/zone";
import { aggregateRisk } from "@/lib/domain/risk/aggregate-risk";
import { UNZONED } from "@/lib/domain/zone/zone-key";

/** Zones by Purdue level, highest first, with what is in them. */
export async function listZones(actor: Actor): Promise<ZoneList> {
  requirePermission(actor, "zones.read");
  const [zones, realms, unzonedCount] = await Promise.all([
    listZonesWithDevices(),
    realmNames(),
    countDevices({ zone: [UNZONED] }),
  ]);
  return { items: zones.map((zone) => presentZone(zone, realms)), unzonedCount };
}

export function presentZone(zone: ZoneRowWithDevices, realms: ReadonlyMap<string, string>): ZoneDto {
  const { riskScores, cidrs, vlans, ...rest } = zone;
  const risk = aggregateRisk(riskScores);
  return {
    ...rest,
    cidrs: cidrs.map(({ realm, cidr }) => ({ realm: realms.get(realm) ?? realm, cidr })),
    vlans: vlans.map(({ realm, vlan }) => ({ realm: realms.get(realm) ?? realm, vlan })),
    riskScore: risk.score,
    riskScoreMax: risk.max,
    riskScoreMean: risk.mean,
    riskBand: risk.band,
  };
}
