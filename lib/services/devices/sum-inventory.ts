import "server-only";
import { countDevices } from "@/lib/db/devices/device-query";
import { findRoutedSubnets } from "@/lib/db/imports/coverage";
import {
  type BlindDevices,
  countBlindDevices,
  findPostureNow,
  type PostureNow,
} from "@/lib/db/inventory/posture-query";
import { realmNames } from "@/lib/db/sites/site";
import { listZoneRows, listZonesWithDevices, type ZoneRowWithDevices } from "@/lib/db/zones/zone";
import type { RoutedSubnet } from "@/lib/domain/coverage/coverage";
import { UNZONED } from "@/lib/domain/zone/zone-key";
import { deviceIndex } from "./device-index";

/** Sums over all devices, from the columns in memory where they are loaded, else from PostgreSQL; the same figures. */

/** Zones with what is in them, highest Purdue level first, and how many devices are in none. */
export async function sumZones(): Promise<{ zones: ZoneRowWithDevices[]; unzonedCount: number }> {
  const index = deviceIndex();
  index.want();
  if (!index.isReady()) {
    const [zones, unzonedCount] = await Promise.all([listZonesWithDevices(), countDevices({ zone: [UNZONED] })]);
    return { zones, unzonedCount };
  }
  const [rows, sums] = await Promise.all([listZoneRows(), index.sums()]);
  const zones = rows.map((zone) => ({
    ...zone,
    ...(sums.zones.get(zone.id) ?? { deviceCount: 0, unsanctionedCount: 0, riskSum: 0, riskMax: 0 }),
  }));
  // Stable: zones of one level stay by name.
  zones.sort((a, b) => (b.purdueLevel ?? Number.NEGATIVE_INFINITY) - (a.purdueLevel ?? Number.NEGATIVE_INFINITY) || 0);
  return { zones, unzonedCount: sums.unzonedWithRetired };
}

/** The plant's posture. */
export async function sumPosture(): Promise<PostureNow> {
  const index = deviceIndex();
  index.want();
  return index.isReady() ? (await index.sums()).posture : findPostureNow();
}

/** Devices of which little can be seen, and the subnets that only a router shows. */
export async function sumBlind(): Promise<{
  devices: BlindDevices;
  subnets: readonly (RoutedSubnet & { readonly realmId: string })[];
}> {
  const index = deviceIndex();
  index.want();
  if (!index.isReady()) {
    const [devices, subnets] = await Promise.all([countBlindDevices(), findRoutedSubnets()]);
    return { devices, subnets };
  }
  const [sums, realms] = await Promise.all([index.sums(), realmNames()]);
  return {
    devices: sums,
    subnets: sums.routedSubnets.map((it) => ({ ...it, realm: realms.get(it.realmId) ?? it.realmId })),
  };
}
