"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ListFilter } from "lucide-react";
import { LookBack } from "@/components/activity/look-back";
import { Button } from "@/components/ui/button";
import { countFilters } from "@/lib/client/device-search";
import { deviceFacetsOptions } from "@/lib/client/queries/devices";
import type { CustomFieldDto } from "@/lib/contracts/custom-fields";
import type { SavedViewDto } from "@/lib/contracts/saved-views";
import { ColumnChoice } from "./column-choice";
import { columnsOf, type DeviceColumn } from "./columns";
import { FilterChips } from "./filter-chips";
import { knownValues } from "./known-values";
import { QueryLine } from "./query-line";
import { SavedViewMenu } from "./saved-view-menu";
import type { useDeviceSearch } from "./use-device-search";

interface SearchToolsProps {
  readonly place: ReturnType<typeof useDeviceSearch>;
  readonly columns: readonly DeviceColumn[];
  readonly fields: readonly CustomFieldDto[];
  readonly onColumns: (ids: readonly string[]) => void;
  readonly areFacetsOpen: boolean;
  readonly onToggleFacets: () => void;
}

/** The line above the device list: words, which columns, saved views, another time, and what is filtered by. */
export function SearchTools({ place, columns, fields, onColumns, areFacetsOpen, onToggleFacets }: SearchToolsProps) {
  const { search, setWords, toggle, clear, show } = place;
  const columnIds = columns.map((it) => it.id);
  // What typed words may mean must not depend on them.
  const allFacets = useQuery({ ...deviceFacetsOptions({ ...search, q: "" }), placeholderData: keepPreviousData });
  const chosenCount = countFilters({ ...search, q: "" });

  function showView({ search: wanted, columns: viewColumns }: SavedViewDto) {
    show(wanted);
    const known = columnsOf(viewColumns, fields).map((it) => it.id);
    if (known.length > 0) onColumns(known);
  }

  return (
    <div className="flex flex-wrap items-center gap-2 px-4 pb-2 md:px-6">
      <QueryLine value={search.q} onChange={setWords} known={knownValues(allFacets.data)} />
      <Button tone="quiet" size="sm" aria-expanded={areFacetsOpen} onClick={onToggleFacets}>
        <ListFilter aria-hidden size={14} />
        Filters
        {chosenCount > 0 ? <span className="text-accent">{chosenCount}</span> : null}
      </Button>
      <span className="max-md:hidden">
        <ColumnChoice chosen={columnIds} fields={fields} onChange={onColumns} />
      </span>
      <SavedViewMenu search={search} columns={columnIds} onChoose={showView} />
      <LookBack path="/devices" what="the inventory" />
      <FilterChips search={search} facets={allFacets.data} onRemove={toggle} onClear={clear} />
    </div>
  );
}
