"use client";

import { X } from "lucide-react";
import type { DeviceSearch } from "@/lib/client/device-search";
import type { DeviceFacets } from "@/lib/contracts/devices";
import { DEVICE_FACETS, type DeviceFacet } from "@/lib/domain/device/device-facets";

interface FilterChipsProps {
  readonly search: DeviceSearch;
  /** They know the words for ids; until they come, the ids stand. */
  readonly facets: DeviceFacets | undefined;
  readonly onRemove: (facet: DeviceFacet, value: string) => void;
  readonly onClear: () => void;
}

/** What narrows the list now, each to be taken away. */
export function FilterChips({ search, facets, onRemove, onClear }: FilterChipsProps) {
  const chips = DEVICE_FACETS.flatMap((facet) => search[facet].map((value) => ({ facet, value })));
  if (chips.length === 0) return null;
  const labelOf = (facet: DeviceFacet, value: string) =>
    facets?.facets.find((it) => it.facet === facet)?.values.find((it) => it.value === value)?.label ?? value;
  return (
    <ul aria-label="Filters" className="flex flex-wrap items-center gap-1.5">
      {chips.map(({ facet, value }) => (
        <li key={`${facet} ${value}`}>
          <button
            type="button"
            onClick={() => onRemove(facet, value)}
            className="inline-flex h-6 max-w-60 items-center gap-1 rounded-sm bg-selected px-1.5 text-xs hover:bg-track"
          >
            <bdi className="truncate">{labelOf(facet, value)}</bdi>
            <X aria-hidden size={12} className="shrink-0 text-muted" />
            <span className="sr-only">, remove filter</span>
          </button>
        </li>
      ))}
      <li>
        <button type="button" onClick={onClear} className="h-6 rounded-sm px-1 text-muted text-xs hover:text-ink">
          Clear all
        </button>
      </li>
    </ul>
  );
}
