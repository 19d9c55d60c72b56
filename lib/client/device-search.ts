import {
  createLoader,
  createParser,
  type inferParserType,
  parseAsNativeArrayOf,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { DEVICE_SORTS } from "@/lib/contracts/choices";
import { type CustomSort, customKeyOf } from "@/lib/domain/device/custom-sort";
import { DEVICE_FACETS } from "@/lib/domain/device/device-facets";
import type { SearchValues } from "./api-client";

export type DeviceSort = (typeof DEVICE_SORTS)[number] | CustomSort;

const parseAsSort = createParser<DeviceSort>({
  parse: (text) => DEVICE_SORTS.find((it) => it === text) ?? (customKeyOf(text) === null ? null : (text as CustomSort)),
  serialize: (sort) => sort,
});

/** The state of the device list in the URL of the page: the same keys as the API and the CSV export. */
export const deviceSearchParsers = {
  q: parseAsString.withDefault(""),
  site: parseAsNativeArrayOf(parseAsString),
  realm: parseAsNativeArrayOf(parseAsString),
  zone: parseAsNativeArrayOf(parseAsString),
  purdueLevel: parseAsNativeArrayOf(parseAsString),
  vendor: parseAsNativeArrayOf(parseAsString),
  role: parseAsNativeArrayOf(parseAsString),
  state: parseAsNativeArrayOf(parseAsString),
  riskBand: parseAsNativeArrayOf(parseAsString),
  protocol: parseAsNativeArrayOf(parseAsString),
  tag: parseAsNativeArrayOf(parseAsString),
  criticality: parseAsNativeArrayOf(parseAsString),
  presence: parseAsNativeArrayOf(parseAsString),
  sort: parseAsSort.withDefault("risk"),
  order: parseAsStringLiteral(["asc", "desc"] as const),
};
export type DeviceSearch = inferParserType<typeof deviceSearchParsers>;

/** Reads the page's `searchParams`. */
export const loadDeviceSearch = createLoader(deviceSearchParsers);

/** What goes to the API, and into the query key: only what is set. */
export function deviceSearchValues(search: Partial<DeviceSearch>): SearchValues {
  const values: Record<string, string | readonly string[]> = {};
  if (search.q?.trim()) values.q = search.q.trim();
  for (const facet of DEVICE_FACETS) {
    const chosen = search[facet];
    if (chosen && chosen.length > 0) values[facet] = [...chosen].sort();
  }
  if (search.realm && search.realm.length > 0) values.realm = [...search.realm].sort();
  if (search.sort && search.sort !== "risk") values.sort = search.sort;
  if (search.order) values.order = search.order;
  return values;
}

/** The same without order: facets and counts do not depend on it. */
export function deviceFilterValues(search: Partial<DeviceSearch>): SearchValues {
  const { sort: _sort, order: _order, ...filters } = deviceSearchValues(search);
  return filters;
}

/** The same for equal filters, whatever the order of the list. */
export const filterOf = (search: Partial<DeviceSearch>): string => JSON.stringify(deviceFilterValues(search));

/** How many facet values, realms and words narrow the list. */
export function countFilters(search: Partial<DeviceSearch>): number {
  const others = (search.q?.trim() ? 1 : 0) + (search.realm?.length ?? 0);
  return DEVICE_FACETS.reduce((count, facet) => count + (search[facet]?.length ?? 0), others);
}
