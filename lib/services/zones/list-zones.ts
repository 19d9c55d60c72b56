import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { ZoneDto, ZoneList } from "@/lib/contracts/zones";
import { realmNames } from "@/lib/db/sites/site";
import { type ZoneRowWithDevices, zoneNames } from "@/lib/db/zones/zone";
import { aggregateSums } from "@/lib/domain/risk/aggregate-risk";
import { sumZones } from "../devices/sum-inventory";

/** Zones by Purdue level, highest first, with what is in them. */
export async function listZones(actor: Actor): Promise<ZoneList> {
  requirePermission(actor, "zones.read");
  const [{ zones, unzonedCount }, realms, labels] = await Promise.all([sumZones(), realmNames(), zoneNames()]);
  return { items: zones.map((zone) => presentZone(zone, realms, labels)), unzonedCount };
}

export function presentZone(
  zone: ZoneRowWithDevices,
  realms: ReadonlyMap<string, string>,
  labels: ReadonlyMap<string, string>,
): ZoneDto {
  const { riskSum, riskMax, cidrs, vlans, macs, roles, queries, ...rest } = zone;
  const risk = aggregateSums({ deviceCount: zone.deviceCount, riskSum, riskMax });
  return {
    ...rest,
    label: labels.get(zone.id) ?? zone.name,
    cidrs: cidrs.map(({ realm, cidr }) => ({ realm: realms.get(realm) ?? realm, cidr })),
    vlans: vlans.map(({ realm, vlan }) => ({ realm: realms.get(realm) ?? realm, vlan })),
    macs: macs.map(({ realm, prefix }) => ({ realm: realms.get(realm) ?? realm, prefix })),
    roles: [...roles],
    queries: [...queries],
    riskScore: risk.score,
    riskScoreMax: risk.max,
    riskScoreMean: risk.mean,
    riskBand: risk.band,
  };
}
