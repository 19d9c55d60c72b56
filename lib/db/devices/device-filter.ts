import "server-only";
import { DEVICE_FACETS, type DeviceFacet } from "@/lib/domain/device/device-facets";
import { isEverything, type Query } from "@/lib/domain/query/query";
import { UNZONED } from "@/lib/domain/zone/zone-key";
import { likelyCondition } from "../shadow/likeness";
import type { SqlParameters } from "../sql-parameters";
import { deviceCondition } from "./device-condition";

/** Stands for devices of which the value is not known, in filters and facets. */
export const UNKNOWN = "unknown";

/** Lists are "any of"; all that is set must hold. */
export type DeviceFilter = Partial<Record<DeviceFacet, readonly string[]>> & {
  readonly query?: Query;
  /** Ids of realms in which a device was seen. Narrows like the query: no facet is counted beyond it. */
  readonly realm?: readonly string[];
  /** Key of the group of what a device likely is, as `groupKeyOf` has it. */
  readonly likely?: string | undefined;
};

/** Facets of which a device has several values or none. */
export const FACET_VALUES = { protocol: "d.protocols", tag: "d.tags" } as const;
export type SetFacet = keyof typeof FACET_VALUES;
export const isSetFacet = (facet: DeviceFacet): facet is SetFacet => facet in FACET_VALUES;

/** What all other facets count by: one text per device. */
export const FACET_VALUE: Readonly<Record<Exclude<DeviceFacet, SetFacet>, string>> = {
  site: "d.site_id::text",
  zone: `coalesce(d.zone_id::text, '${UNZONED}')`,
  purdueLevel: `coalesce(d.purdue_level::text, '${UNKNOWN}')`,
  vendor: `coalesce(d.vendor, '${UNKNOWN}')`,
  role: `coalesce(d.role, '${UNKNOWN}')`,
  state: "d.state",
  riskBand: "d.risk_band",
  presence: `coalesce(d.presence, '${UNKNOWN}')`,
  criticality: `coalesce(d.criticality::text, '${UNKNOWN}')`,
};

/** The condition of one facet's filter over `device d`; null when it is not set. */
export function facetCondition(facet: DeviceFacet, filter: DeviceFilter, parameters: SqlParameters): string | null {
  const wanted = filter[facet];
  if (!wanted || wanted.length === 0) return null;
  const placeholder = `${parameters.add(withoutNul(wanted))}::text[]`;
  return isSetFacet(facet) ? `${FACET_VALUES[facet]} && ${placeholder}` : `${FACET_VALUE[facet]} = any(${placeholder})`;
}

/** The condition of query, realms and group, which holds for every facet; null when every device fits. Ages count from now. */
export function baseCondition({ query, realm = [], likely }: DeviceFilter, parameters: SqlParameters): string | null {
  const conditions: string[] = [];
  if (query && !isEverything(query)) conditions.push(deviceCondition(query, parameters, Date.now() * 1000));
  if (realm.length > 0) conditions.push(`d.realm_ids && ${parameters.add(realm)}::uuid[]`);
  if (likely !== undefined) conditions.push(likelyCondition(likely, parameters));
  return conditions.length > 0 ? conditions.join(" and ") : null;
}

/** All conditions together, as text behind WHERE. */
export function whereOf(filter: DeviceFilter, parameters: SqlParameters): string {
  const conditions = [
    baseCondition(filter, parameters),
    ...DEVICE_FACETS.map((facet) => facetCondition(facet, filter, parameters)),
  ].filter((it) => it !== null);
  return conditions.length > 0 ? conditions.join(" and ") : "true";
}

/** PostgreSQL refuses U+0000 in a text; no stored text has one, so nothing is lost by taking it out. */
function withoutNul(texts: readonly string[]): string[] {
  return texts.map((text) => text.replaceAll("\u0000", ""));
}
