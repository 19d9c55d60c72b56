import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { DeviceFacets, DeviceQuery } from "@/lib/contracts/devices";
import { type DeviceFilter, UNKNOWN } from "@/lib/db/devices/device-filter";
import { countFacets } from "@/lib/db/devices/device-query";
import { listSiteRows } from "@/lib/db/sites/site";
import { zoneNames } from "@/lib/db/zones/zone";
import { compareText } from "@/lib/domain/compare-text";
import { DEVICE_FACETS, type DeviceFacet } from "@/lib/domain/device/device-facets";
import { UNZONED } from "@/lib/domain/zone/zone-key";
import { deviceIndex } from "./device-index";
import { readFilter } from "./read-query";

/** Order of values that have one of their own; all others stand by count. */
const NATURAL_ORDER: Partial<Record<DeviceFacet, readonly string[]>> = {
  purdueLevel: ["5", "4", "3.5", "3", "2", "1", "0", UNKNOWN],
  criticality: ["5", "4", "3", "2", "1", UNKNOWN],
  state: ["unsanctioned", "sanctioned", "ignored", "retired"],
  riskBand: ["critical", "high", "medium", "low"],
  presence: ["active", "quiet", "gone", UNKNOWN],
};

/** Exact counts; each facet under all other filters. Values that are filtered by stay in the list with count 0. */
export async function listDeviceFacets(actor: Actor, query: Partial<DeviceQuery>): Promise<DeviceFacets> {
  requirePermission(actor, "devices.read");
  const [counts, sites, zones] = await Promise.all([countDeviceFacets(readFilter(query)), listSiteRows(), zoneNames()]);
  const names = new Map([...sites.map((site) => [site.id, site.name] as const), ...zones]);
  return {
    facets: DEVICE_FACETS.map((facet) => {
      const counted = counts.filter((row) => row.facet === facet);
      const known = new Set(counted.map((row) => row.value));
      const selected = (query[facet] ?? []).filter((value) => !known.has(value)).map((value) => ({ value, count: 0 }));
      const values = [...counted, ...selected].map(({ value, count }) => ({
        value,
        label: labelOf(facet, value, names),
        count,
      }));
      return { facet, values: values.sort(orderOf(facet)) };
    }),
  };
}

/** From the columns in memory where they are loaded, else from PostgreSQL; the same counts. */
export function countDeviceFacets(filter: DeviceFilter) {
  const index = deviceIndex();
  index.want();
  return index.isReady() ? index.facets(filter) : countFacets(filter);
}

function labelOf(facet: DeviceFacet, value: string, names: ReadonlyMap<string, string>): string {
  if (value === UNKNOWN && facet !== "state") return "Unknown";
  if (value === UNZONED && facet === "zone") return "Unzoned";
  if (facet === "site" || facet === "zone") return names.get(value) ?? value;
  if (facet === "purdueLevel") return `Level ${value}`;
  if (["state", "riskBand", "presence"].includes(facet)) return value.charAt(0).toUpperCase() + value.slice(1);
  return value;
}

function orderOf(facet: DeviceFacet) {
  const order = NATURAL_ORDER[facet];
  const rank = (value: string) => {
    const at = order?.indexOf(value) ?? -1;
    return at < 0 ? Number.MAX_SAFE_INTEGER : at;
  };
  return (a: { value: string; label: string; count: number }, b: typeof a) =>
    (order ? rank(a.value) - rank(b.value) : b.count - a.count) || compareText(a.label, b.label);
}
