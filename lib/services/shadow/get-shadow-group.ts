import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { ShadowGroupDto, ShadowGroupQuery } from "@/lib/contracts/shadow";
import type { DeviceFilter } from "@/lib/db/devices/device-filter";
import { countDevices } from "@/lib/db/devices/device-query";
import { zoneNames } from "@/lib/db/zones/zone";
import { compareText } from "@/lib/domain/compare-text";
import type { Query } from "@/lib/domain/query/query";
import { deviceIndex } from "../devices/device-index";
import { countDeviceFacets } from "../devices/list-device-facets";
import { sayZone } from "../zones/say-zone";
import { groupFilter, sumOfCases } from "./waiting-devices";

const HAS_OWNER: Query = { kind: "known", field: "owner" };

/** How many devices a group of the shadow queue has, and what they have before anything is decided on all of them. */
export async function getShadowGroup(actor: Actor, { group, ...scope }: ShadowGroupQuery): Promise<ShadowGroupDto> {
  requirePermission(actor, "devices.read");
  const index = deviceIndex();
  index.want();
  const filter = groupFilter(group, scope);
  const owned = withQuery(filter, HAS_OWNER);
  const [sum, facets, ownedCount, zones] = await Promise.all([
    sumOfCases(filter),
    countDeviceFacets(filter),
    index.isReady() ? index.count(owned) : countDevices(owned),
    zoneNames(),
  ]);
  const counted = (facet: "zone" | "tag", labelOf: (value: string) => string) =>
    facets
      .filter((it) => it.facet === facet)
      .map(({ value, count }) => ({ value, label: labelOf(value), count }))
      .sort((a, b) => b.count - a.count || compareText(a.label, b.label));
  return {
    total: sum.count,
    print: sum.print(),
    zones: counted("zone", (id) => sayZone(id, zones)),
    tags: counted("tag", (tag) => tag),
    owned: ownedCount,
  };
}

function withQuery(filter: DeviceFilter, part: Query): DeviceFilter {
  return { ...filter, query: filter.query === undefined ? part : { kind: "and", parts: [filter.query, part] } };
}
