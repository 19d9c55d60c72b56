"use client";

import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { clsx } from "clsx";
import { Download, ListFilter } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { parseAsString, useQueryStates } from "nuqs";
import { useCallback, useState } from "react";
import { Page } from "@/components/shell/page";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { searchOf } from "@/lib/client/api-client";
import { sentenceOf } from "@/lib/client/api-problem";
import { countFilters, type DeviceFacet, deviceSearchParsers, deviceSearchValues } from "@/lib/client/device-search";
import { deviceFacetsOptions, deviceListOptions } from "@/lib/client/queries/devices";
import { useHotkeys } from "@/lib/client/use-hotkeys";
import { useIsNarrow } from "@/lib/client/use-is-narrow";
import { DEVICE_FACETS, type DeviceRow } from "@/lib/contracts/devices";
import { answerOf } from "./answer";
import { ColumnChoice } from "./column-choice";
import { columnsOf, type DeviceSort, NARROW_COLUMNS, naturalOrder } from "./columns";
import { DevicePeek } from "./device-peek";
import { DeviceTable, nextOrder } from "./device-table";
import { FacetList } from "./facet-list";
import { FilterChips } from "./filter-chips";
import { QueryLine } from "./query-line";
import { rememberColumns } from "./remember-columns";
import { SelectionBar } from "./selection-bar";
import { suggestFilters } from "./suggest";
import { useRowCursor } from "./use-row-cursor";
import { useSelection } from "./use-selection";

const PARSERS = { ...deviceSearchParsers, peek: parseAsString };
const NOTHING_CHOSEN = Object.fromEntries(["q", ...DEVICE_FACETS].map((key) => [key, null]));

interface DeviceExplorerProps {
  readonly initialColumns: readonly string[];
}

/** The device list: words and facets at the left, the table, the peek at the right. All of it stands in the URL. */
export function DeviceExplorer({ initialColumns }: DeviceExplorerProps) {
  const router = useRouter();
  const isNarrow = useIsNarrow();
  const canDecide = useCan("devices.decide");
  const canExport = useCan("exports.read");
  const [{ peek, ...search }, setUrl] = useQueryStates(PARSERS, { history: "push" });
  const [columnIds, setColumnIds] = useState(initialColumns);
  // Until somebody decides, they are open where there is room.
  const [facetsChoice, setFacetsChoice] = useState<boolean | null>(null);
  const areFacetsOpen = facetsChoice ?? !isNarrow;
  const toggleFacets = () => setFacetsChoice(!areFacetsOpen);
  const list = useInfiniteQuery({ ...deviceListOptions(search), placeholderData: keepPreviousData });

  const facets = useQuery({ ...deviceFacetsOptions(search), placeholderData: keepPreviousData });
  // What typed words may mean must not depend on them.
  const allFacets = useQuery({ ...deviceFacetsOptions({ ...search, q: "" }), placeholderData: keepPreviousData });

  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const firstPage = list.data?.pages[0];
  const cursor = useRowCursor(rows.length);
  const selection = useSelection(rows);
  const order = search.order ?? naturalOrder(search.sort);

  const showPeek = (id: string | null) => setUrl({ peek: id }, { history: "replace" });
  const toggle = (facet: DeviceFacet, value: string) => {
    const chosen = search[facet];
    setUrl({ [facet]: chosen.includes(value) ? chosen.filter((it) => it !== value) : [...chosen, value] });
  };
  const clear = () => setUrl(NOTHING_CHOSEN);
  const setWords = useCallback((q: string) => setUrl({ q: q || null }, { history: "replace" }), [setUrl]);
  const sortBy = (sort: DeviceSort) => setUrl({ sort, order: nextOrder(sort, search.sort, order) });
  const step = (by: number) => {
    const row = rows[cursor.move(by)];
    if (row && peek !== null) showPeek(row.id);
  };
  const current = rows[cursor.index];

  useHotkeys([
    { key: "j", label: "Next device", group: "Devices", run: () => step(1) },
    { key: "k", label: "Previous device", group: "Devices", run: () => step(-1) },
    { key: "ArrowDown", label: "", group: "Devices", run: () => step(1) },
    { key: "ArrowUp", label: "", group: "Devices", run: () => step(-1) },
    { key: "Enter", label: "Open", group: "Devices", run: () => current && router.push(`/devices/${current.id}`) },
    {
      key: " ",
      label: "Peek",
      group: "Devices",
      run: () => current && showPeek(peek === current.id ? null : current.id),
    },
    {
      key: "x",
      label: "Select",
      group: "Devices",
      run: () => canDecide && current && selection.toggle(current, false),
    },
    { key: "f", label: "Show or hide filters", group: "Devices", run: toggleFacets },
    {
      key: "Escape",
      label: "Close the peek, then clear the selection",
      group: "Devices",
      run: () => (peek === null ? selection.clear() : showPeek(null)),
    },
  ]);

  function changeColumns(ids: readonly string[]) {
    setColumnIds(ids);
    rememberColumns(ids);
  }

  return (
    <Page
      isFilling
      title="Devices"
      answer={
        firstPage
          ? answerOf(firstPage, facets.isPlaceholderData ? undefined : facets.data, search)
          : "Reading the inventory…"
      }
      actions={
        canExport ? (
          <Button asChild size="sm" className="max-md:hidden">
            <a href={`/api/v1/exports/devices${searchOf({ format: "csv", ...deviceSearchValues(search) })}`} download>
              <Download aria-hidden size={14} />
              Export CSV
            </a>
          </Button>
        ) : null
      }
    >
      <div className="flex flex-wrap items-center gap-2 px-4 pb-2 md:px-6">
        <QueryLine
          value={search.q}
          onChange={setWords}
          suggest={(text) => suggestFilters(text, allFacets.data, search)}
          onPick={({ facet, value }) => setUrl({ q: null, [facet]: [...search[facet], value] })}
        />
        <Button tone="quiet" size="sm" aria-expanded={areFacetsOpen} onClick={toggleFacets}>
          <ListFilter aria-hidden size={14} />
          Filters
          {countFilters({ ...search, q: "" }) > 0 ? (
            <span className="text-accent">{countFilters({ ...search, q: "" })}</span>
          ) : null}
        </Button>
        <span className="max-md:hidden">
          <ColumnChoice chosen={columnIds} onChange={changeColumns} />
        </span>
        <FilterChips search={search} facets={allFacets.data} onRemove={toggle} onClear={clear} />
      </div>
      <div className="relative flex min-h-0 flex-1 border-t">
        {areFacetsOpen ? (
          <aside
            aria-label="Filters"
            className={clsx(
              facetsChoice === null && "max-md:hidden",
              "scroll-area absolute inset-y-0 left-0 z-20 w-60 shrink-0 border-r bg-surface py-1 pr-3 pl-4 md:static md:z-auto md:w-52",
            )}
          >
            <FacetList search={search} onToggle={toggle} />
          </aside>
        ) : null}
        <div className="relative flex min-h-0 min-w-0 flex-1 flex-col">
          {list.isError && !list.data ? (
            <div className="p-4">
              <Callout tone="danger" isAlert action={<Button onClick={() => list.refetch()}>Try again</Button>}>
                {sentenceOf(list.error)}
              </Callout>
            </div>
          ) : firstPage === undefined ? (
            <SkeletonRows count={16} columns={["w-48", "w-20", "w-24", "w-32", "w-28", "w-24", "w-40"]} />
          ) : rows.length === 0 ? (
            <NothingToShow isInventoryEmpty={firstPage.totalAll === 0} onClear={clear} />
          ) : (
            <DeviceTable
              rows={rows}
              total={firstPage.total}
              isNarrow={isNarrow}
              columns={isNarrow ? NARROW_COLUMNS : columnsOf(columnIds)}
              sort={search.sort}
              order={order}
              onSort={sortBy}
              canSelect={canDecide}
              selected={selection.ids}
              onSelectAll={selection.toggleAll}
              onSelect={selection.toggle}
              cursor={cursor}
              peekId={peek}
              onPeek={(row: DeviceRow) => showPeek(row.id)}
              onEndNear={() => {
                if (list.hasNextPage && !list.isFetchingNextPage && !list.isPlaceholderData) list.fetchNextPage();
              }}
            />
          )}
          {selection.devices.length > 0 ? <SelectionBar devices={selection.devices} onClear={selection.clear} /> : null}
        </div>
        {peek !== null ? (
          <DevicePeek id={peek} row={rows.find((it) => it.id === peek) ?? null} onClose={() => showPeek(null)} />
        ) : null}
      </div>
    </Page>
  );
}

function NothingToShow({
  isInventoryEmpty,
  onClear,
}: {
  readonly isInventoryEmpty: boolean;
  readonly onClear: () => void;
}) {
  return isInventoryEmpty ? (
    <EmptyState
      title="Devices will stand here"
      action={
        <Button asChild tone="primary">
          <Link href="/discovery">Import captures, logs, scans or lists</Link>
        </Button>
      }
    >
      Each device that is seen in a capture, answers a scan or stands in a list becomes one row, however many sources
      speak of it.
    </EmptyState>
  ) : (
    <EmptyState title="No device fits all of these" action={<Button onClick={onClear}>Clear words and filters</Button>}>
      Take a filter away, or try another spelling. Words are looked for in names, addresses, vendors, models, serials
      and firmware.
    </EmptyState>
  );
}
