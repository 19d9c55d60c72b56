import type { DeviceFacet, DeviceSearch } from "@/lib/client/device-search";
import type { DeviceFacets } from "@/lib/contracts/devices";
import { FACET_ORDER } from "./facet-titles";

export interface Suggestion {
  readonly facet: DeviceFacet;
  readonly value: string;
  readonly label: string;
  readonly count: number;
}

const MAX_SUGGESTIONS = 6;
const MIN_LETTERS = 2;

/** Facet values that the typed words may mean: those that begin with them first, then by count. */
export function suggestFilters(
  text: string,
  facets: DeviceFacets | undefined,
  search: Pick<DeviceSearch, DeviceFacet>,
): Suggestion[] {
  const words = text.trim().toLowerCase();
  if (words.length < MIN_LETTERS || !facets) return [];
  const found = FACET_ORDER.flatMap((facet) =>
    (facets.facets.find((it) => it.facet === facet)?.values ?? [])
      .filter((it) => it.count > 0 && !search[facet].includes(it.value) && it.label.toLowerCase().includes(words))
      .map((it) => ({ facet, ...it })),
  );
  const rank = (it: Suggestion) => (it.label.toLowerCase().startsWith(words) ? 0 : 1);
  return found.sort((a, b) => rank(a) - rank(b) || b.count - a.count).slice(0, MAX_SUGGESTIONS);
}
