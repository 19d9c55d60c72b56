"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { clsx } from "clsx";
import { ListFilter } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { LookBack } from "@/components/activity/look-back";
import { Page } from "@/components/shell/page";
import { QueryProblem } from "@/components/shell/query-problem";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { lateDialog } from "@/components/ui/late-dialog";
import { SkeletonRows } from "@/components/ui/skeleton";
import { countFilters, filterOf } from "@/lib/client/device-search";
import { deviceFacetsOptions } from "@/lib/client/queries/devices";
import { useIsNarrow, useIsWide } from "@/lib/client/use-is-narrow";
import type { SavedViewDto } from "@/lib/contracts/saved-views";
import { ListenedDaysProvider } from "../rhythm-strip";
import { answerOf } from "./answer";
import { ColumnChoice } from "./column-choice";
import { columnsOf, NARROW_COLUMNS, sortTitle } from "./columns";
import { DeviceExportMenu } from "./device-export-menu";
import { DeviceTable } from "./device-table";
import { FacetList } from "./facet-list";
import { FilterChips } from "./filter-chips";
import { knownValues } from "./known-values";
import { ListStatus } from "./list-status";
import { NothingToShow } from "./nothing-to-show";
import { QueryLine } from "./query-line";
import { SavedViewMenu } from "./saved-view-menu";
import { useColumns } from "./use-columns";
import { useDeviceSearch } from "./use-device-search";
import { useDeviceWindow } from "./use-device-window";
import { useListKeys } from "./use-list-keys";
import { useRowCursor } from "./use-row-cursor";
import { useSelection } from "./use-selection";

// None of these stands on the page before somebody asks for it.
const DevicePeek = dynamic(() => import("./device-peek").then((it) => it.DevicePeek), { ssr: false });
const EditFileDialog = lateDialog(() => import("./edit-file-dialog").then((it) => it.EditFileDialog)).Dialog;
const SelectionBar = dynamic(() => import("./selection-bar").then((it) => it.SelectionBar));

interface DeviceExplorerProps {
  readonly initialColumns: readonly string[];
}

/** The device list: words and facets at the left, the table, the peek at the right. All of it stands in the URL. */
export function DeviceExplorer({ initialColumns }: DeviceExplorerProps) {
  const isNarrow = useIsNarrow();
  const canDecide = useCan("devices.decide");
  const canExport = useCan("exports.read");
  const canAnnotate = useCan("devices.annotate");
  const [isEditing, setIsEditing] = useState(false);
  const { search, order, peek, showPeek, setWords, toggle, clear, sortBy, show } = useDeviceSearch();
  const { columns, fields, change: changeColumns } = useColumns(initialColumns);
  const columnIds = columns.map((it) => it.id);
  // Until somebody decides, they are open where there is room for them, the table, and the peek when it is open.
  const [facetsChoice, setFacetsChoice] = useState<boolean | null>(null);
  const hasRoom = useIsWide();
  const areFacetsOpen = facetsChoice ?? hasRoom;
  const toggleFacets = () => setFacetsChoice(!areFacetsOpen);

  const { list, listKey, rows, firstIndex, jump } = useDeviceWindow(search);
  const facets = useQuery({ ...deviceFacetsOptions(search), placeholderData: keepPreviousData });
  // What typed words may mean must not depend on them.
  const allFacets = useQuery({ ...deviceFacetsOptions({ ...search, q: "" }), placeholderData: keepPreviousData });
  const firstPage = list.data?.pages[0];
  const chosenCount = countFilters({ ...search, q: "" });

  const cursor = useRowCursor(firstPage?.total ?? 0);
  // While other rows are on their way, those of before stand under their own filter.
  const asked = filterOf(search);
  const [shownFilter, setShownFilter] = useState(asked);
  if (!list.isPlaceholderData && shownFilter !== asked) setShownFilter(asked);
  const selection = useSelection(rows, shownFilter);
  useListKeys({
    rowAt: (index) => rows[index - firstIndex],
    cursor,
    peek,
    onPeek: showPeek,
    onSelect: canDecide ? (row) => selection.toggle(row, false) : null,
    onClearSelection: selection.clear,
    onToggleFilters: toggleFacets,
  });

  function showView({ search: wanted, columns }: SavedViewDto) {
    show(wanted);
    const known = columnsOf(columns, fields).map((it) => it.id);
    if (known.length > 0) changeColumns(known);
  }

  return (
    <Page
      isFilling
      title="Devices"
      answer={
        firstPage
          ? answerOf(firstPage, facets.isPlaceholderData ? undefined : facets.data, search)
          : list.isError
            ? "The inventory does not answer this."
            : "Reading the inventory…"
      }
      actions={
        <>
          {canAnnotate ? (
            <Button size="sm" className="max-md:hidden" onClick={() => setIsEditing(true)}>
              Edit by file…
            </Button>
          ) : null}
          {canExport ? <DeviceExportMenu search={search} /> : null}
          {isEditing ? <EditFileDialog search={search} onClose={() => setIsEditing(false)} /> : null}
        </>
      }
    >
      <div className="flex flex-wrap items-center gap-2 px-4 pb-2 md:px-6">
        <QueryLine value={search.q} onChange={setWords} known={knownValues(allFacets.data)} />
        <Button tone="quiet" size="sm" aria-expanded={areFacetsOpen} onClick={toggleFacets}>
          <ListFilter aria-hidden size={14} />
          Filters
          {chosenCount > 0 ? <span className="text-accent">{chosenCount}</span> : null}
        </Button>
        <span className="max-md:hidden">
          <ColumnChoice chosen={columnIds} fields={fields} onChange={changeColumns} />
        </span>
        <SavedViewMenu search={search} columns={columnIds} onChoose={showView} />
        <LookBack path="/devices" what="the inventory" />
        <FilterChips search={search} facets={allFacets.data} onRemove={toggle} onClear={clear} />
      </div>
      <div className="relative flex min-h-0 flex-1 border-t">
        {areFacetsOpen && firstPage?.totalAll !== 0 ? (
          <aside
            aria-label="Filters"
            className={clsx(
              facetsChoice === null && "max-xl:hidden",
              "scroll-area absolute inset-y-0 left-0 z-20 w-60 shrink-0 border-r bg-surface py-1 pr-3 pl-4 lg:static lg:z-auto lg:w-52",
            )}
          >
            <FacetList search={search} onToggle={toggle} />
          </aside>
        ) : null}
        <div className="relative flex min-h-0 min-w-0 flex-1 flex-col">
          {list.isError && !list.data ? (
            <QueryProblem isInset error={list.error} refetch={list.refetch} />
          ) : firstPage === undefined ? (
            <SkeletonRows count={16} columns={["w-48", "w-20", "w-24", "w-32", "w-28", "w-24", "w-40"]} />
          ) : firstPage.total === 0 ? (
            <NothingToShow isInventoryEmpty={firstPage.totalAll === 0} onClear={clear} />
          ) : (
            <ListenedDaysProvider>
              <DeviceTable
                listKey={listKey}
                rows={rows}
                firstIndex={firstIndex}
                total={firstPage.total}
                isNarrow={isNarrow}
                columns={isNarrow ? NARROW_COLUMNS : columns}
                sort={search.sort}
                order={order}
                onSort={sortBy}
                canSelect={canDecide}
                selected={selection.ids}
                onSelectAll={selection.toggleAll}
                onSelect={selection.toggle}
                cursor={cursor}
                peekId={peek}
                onPeek={(row) => showPeek(row.id)}
                onEndNear={() => {
                  if (list.hasNextPage && !list.isFetching && !list.isPlaceholderData) list.fetchNextPage();
                }}
                onStartNear={() => {
                  if (list.hasPreviousPage && !list.isFetching && !list.isPlaceholderData) list.fetchPreviousPage();
                }}
                onFarAway={jump}
              />
            </ListenedDaysProvider>
          )}
          <ListStatus
            total={firstPage?.total}
            sort={sortTitle(search.sort, fields)}
            order={order}
            selected={selection.devices.length}
            outside={selection.outsideCount}
          />
          {selection.devices.length > 0 ? (
            <SelectionBar
              devices={selection.devices}
              outsideCount={selection.outsideCount}
              onDropOutside={selection.dropOutside}
              onClear={selection.clear}
            />
          ) : null}
        </div>
        {peek === null ? null : (
          <DevicePeek id={peek} row={rows.find((it) => it.id === peek) ?? null} onClose={() => showPeek(null)} />
        )}
      </div>
    </Page>
  );
}
