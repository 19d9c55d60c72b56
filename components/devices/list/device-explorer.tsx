"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { clsx } from "clsx";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Page } from "@/components/shell/page";
import { QueryProblem } from "@/components/shell/query-problem";
import { useCan } from "@/components/shell/session-context";
import { SkeletonRows } from "@/components/ui/skeleton";
import { filterOf } from "@/lib/client/device-search";
import { deviceFacetsOptions } from "@/lib/client/queries/devices";
import { useIsNarrow, useIsWide } from "@/lib/client/use-is-narrow";
import { ListenedDaysProvider } from "../rhythm-strip";
import { answerOf } from "./answer";
import { NARROW_COLUMNS, sortTitle } from "./columns";
import { DeviceTable } from "./device-table";
import { FacetList } from "./facet-list";
import { ListActions } from "./list-actions";
import { ListStatus } from "./list-status";
import { NothingToShow } from "./nothing-to-show";
import { SearchTools } from "./search-tools";
import { useColumns } from "./use-columns";
import { useDeviceSearch } from "./use-device-search";
import { useDeviceWindow } from "./use-device-window";
import { useListKeys } from "./use-list-keys";
import { useRowCursor } from "./use-row-cursor";
import { useSelection } from "./use-selection";

// Neither stands on the page before somebody asks for it.
const DevicePeek = dynamic(() => import("./device-peek").then((it) => it.DevicePeek), { ssr: false });
const SelectionBar = dynamic(() => import("./selection-bar").then((it) => it.SelectionBar));

interface DeviceExplorerProps {
  readonly initialColumns: readonly string[];
}

/** The device list: words and facets at the left, the table, the peek at the right. All of it stands in the URL. */
export function DeviceExplorer({ initialColumns }: DeviceExplorerProps) {
  const isNarrow = useIsNarrow();
  const canDecide = useCan("devices.decide");
  const place = useDeviceSearch();
  const { search, order, peek, showPeek, toggle, clear, sortBy } = place;
  const { columns, fields, change: changeColumns } = useColumns(initialColumns);
  // Until somebody decides, they are open where there is room for them, the table, and the peek when it is open.
  const [facetsChoice, setFacetsChoice] = useState<boolean | null>(null);
  const hasRoom = useIsWide();
  const areFacetsOpen = facetsChoice ?? hasRoom;
  const toggleFacets = () => setFacetsChoice(!areFacetsOpen);

  const { list, listKey, rows, firstIndex, jump } = useDeviceWindow(search);
  const facets = useQuery({ ...deviceFacetsOptions(search), placeholderData: keepPreviousData });
  const firstPage = list.data?.pages[0];

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
      actions={<ListActions search={search} />}
    >
      <SearchTools
        place={place}
        columns={columns}
        fields={fields}
        onColumns={changeColumns}
        areFacetsOpen={areFacetsOpen}
        onToggleFacets={toggleFacets}
      />
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
