"use client";

import { clsx } from "clsx";
import { useCallback, useEffect, useEffectEvent, useLayoutEffect, useRef } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Skeleton } from "@/components/ui/skeleton";
import { SortButton } from "@/components/ui/table";
import type { DeviceSort } from "@/lib/client/device-search";
import type { DeviceRow } from "@/lib/contracts/devices";
import type { DeviceColumn } from "./columns";
import { DeviceTableRow } from "./device-table-row";
import type { RowCursor } from "./use-row-cursor";
import { useRowsInSight } from "./use-rows-in-sight";

export const ROW_HEIGHT_PX = 32;
const HEADER_HEIGHT_PX = 32;
const SELECT_WIDTH_PX = 36;
/** Between the last column and the edge of a wide window, as everywhere beside content. */
const END_PADDING_PX = 16;
const NAME_MIN_WIDTH_PX = { wide: 172, narrow: 120 } as const;
/** More is asked for when this many rows are left below or above. */
const ROWS_AHEAD = 30;
/** Who scrolls on at once need not see what lies between. */
const STAYS_AFTER_MS = 80;

interface DeviceTableProps {
  /** The same as long as the list has the same rows in the same order. */
  readonly listKey: string;
  /** Those that are loaded, without a gap; the first of them is `firstIndex` in the order of all. */
  readonly rows: readonly DeviceRow[];
  readonly firstIndex: number;
  /** All that fit, also those that are not loaded yet. */
  readonly total: number;
  readonly columns: readonly DeviceColumn[];
  readonly isNarrow: boolean;
  readonly sort: DeviceSort;
  readonly order: "asc" | "desc";
  readonly onSort: (sort: DeviceSort) => void;
  readonly canSelect: boolean;
  readonly selected: ReadonlySet<string>;
  readonly onSelectAll: (isSelected: boolean) => void;
  readonly onSelect: (row: DeviceRow, isRange: boolean) => void;
  readonly cursor: RowCursor;
  readonly peekId: string | null;
  readonly onPeek: (row: DeviceRow) => void;
  readonly onEndNear: () => void;
  readonly onStartNear: () => void;
  /** None of what is in sight is loaded, nor next to it. */
  readonly onFarAway: (index: number) => void;
}

/** The device table: only rows in sight exist, the header stays, the name stays at the left. */
export function DeviceTable(props: DeviceTableProps) {
  const { listKey, rows, firstIndex, total, columns, canSelect, selected, cursor } = props;
  const { onEndNear, onStartNear, onFarAway } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const { heightPx, first, end, anchor, anchorTopPx, scrollTo } = useRowsInSight(scroller, {
    count: total,
    rowHeightPx: ROW_HEIGHT_PX,
    headerHeightPx: HEADER_HEIGHT_PX,
  });
  const lastIndex = firstIndex + rows.length;
  const tellWhatIsMissing = useEffectEvent(() => {
    if (end <= firstIndex || first >= lastIndex) {
      const timer = setTimeout(() => onFarAway(first), STAYS_AFTER_MS);
      return () => clearTimeout(timer);
    }
    // One after the other: a list asks for one page at a time.
    if (lastIndex < total && end >= lastIndex - ROWS_AHEAD) onEndNear();
    else if (firstIndex > 0 && first < firstIndex + ROWS_AHEAD) onStartNear();
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is missing depends on these
  useEffect(() => tellWhatIsMissing(), [first, end, firstIndex, lastIndex, total]);

  // Rows are drawn anew only when something of theirs changes: what they call stays the same, and finds what holds now.
  const now = useRef(props);
  useLayoutEffect(() => {
    now.current = props;
  });
  const setCursor = useCallback((index: number) => now.current.cursor.set(index), []);
  const select = useCallback((row: DeviceRow, isRange: boolean) => now.current.onSelect(row, isRange), []);
  const peek = useCallback((row: DeviceRow, index: number) => {
    now.current.cursor.set(index);
    now.current.onPeek(row);
  }, []);
  // Another list begins at its top.
  const shownKey = useRef(listKey);
  const { index: cursorIndex, focusCount } = cursor;
  // The last move by a key that the focus has followed. Rows that come later must not take it from who types above them.
  const followed = useRef(focusCount);
  const letGo = useEffectEvent(() => {
    followed.current = focusCount;
  });
  useEffect(() => {
    if (shownKey.current === listKey) return;
    shownKey.current = listKey;
    if (scroller.current) scroller.current.scrollTop = 0;
    letGo();
  }, [listKey]);

  const isCursorLoaded = cursorIndex >= firstIndex && cursorIndex < lastIndex;
  const showCursor = useEffectEvent(() => scrollTo(cursorIndex));
  useEffect(() => {
    if (focusCount > 0) showCursor();
  }, [focusCount]);
  useEffect(() => {
    if (followed.current === focusCount || !isCursorLoaded) return;
    followed.current = focusCount;
    const frame = requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-index="${cursorIndex}"] a`)?.focus({ preventScroll: true }),
    );
    return () => cancelAnimationFrame(frame);
  }, [cursorIndex, focusCount, isCursorLoaded]);

  const pickedCount = selected.size === 0 ? 0 : rows.filter((it) => selected.has(it.id)).length;
  const selectTrack = canSelect ? [`${SELECT_WIDTH_PX}px`] : [];
  const nameWidthPx = NAME_MIN_WIDTH_PX[props.isNarrow ? "narrow" : "wide"];
  const template = [...selectTrack, `minmax(${nameWidthPx}px,2fr)`, ...columns.map((it) => it.width)].join(" ");
  const minWidthPx =
    (canSelect ? SELECT_WIDTH_PX : 12) +
    nameWidthPx +
    (props.isNarrow ? 0 : END_PADDING_PX) +
    columns.reduce((sum, it) => sum + it.minWidthPx, 0);

  return (
    <div ref={scroller} className="scroll-area relative min-h-0 min-w-0 flex-1">
      {/* biome-ignore-start lint/a11y/useSemanticElements: rows are placed one by one, which table elements cannot be */}
      {/* biome-ignore-start lint/a11y/useFocusableInteractive: the links and boxes inside take the focus */}
      <div role="table" aria-label="Devices" aria-rowcount={total + 1} style={{ minWidth: minWidthPx }}>
        <div role="rowgroup" className="sticky top-0 z-10 bg-surface">
          <div
            role="row"
            aria-rowindex={1}
            className="grid h-8 items-center border-b bg-surface text-muted md:pr-4 text-xs"
            style={{ gridTemplateColumns: template }}
          >
            {canSelect ? (
              <div role="columnheader" className="sticky left-0 z-10 flex h-full items-center bg-inherit pl-3">
                <Checkbox
                  aria-label="Select all loaded devices"
                  checked={rows.length > 0 && pickedCount === rows.length}
                  isMixed={pickedCount > 0 && pickedCount < rows.length}
                  onChange={(event) => props.onSelectAll(event.target.checked)}
                />
              </div>
            ) : null}
            <HeaderCell {...props} label="Name" sortKey="name" isSticky canSelect={canSelect} />
            {columns.map((column) => (
              <HeaderCell
                key={column.id}
                {...props}
                label={column.label}
                sortKey={column.sort ?? null}
                isNumber={column.isNumber ?? false}
              />
            ))}
          </div>
        </div>
        <div role="rowgroup" className="relative" style={{ height: heightPx }}>
          {/* A layer of its own: where rows pass faster than the box scrolls it moves with every frame, and is not painted anew. */}
          <div
            role="presentation"
            className="absolute inset-x-0 top-0 will-change-transform"
            style={{ transform: `translateY(${anchorTopPx}px)` }}
          >
            {Array.from({ length: Math.max(0, end - first) }, (_, at) => first + at).map((index) => {
              const row = rows[index - firstIndex];
              const topPx = (index - anchor) * ROW_HEIGHT_PX;
              return row ? (
                <DeviceTableRow
                  key={index}
                  row={row}
                  index={index}
                  topPx={topPx}
                  template={template}
                  columns={columns}
                  canSelect={canSelect}
                  isSelected={selected.has(row.id)}
                  isPeeked={props.peekId === row.id}
                  isCursor={cursorIndex === index}
                  onSelect={select}
                  onPeek={peek}
                  onFocus={setCursor}
                />
              ) : (
                <div
                  key={index}
                  aria-hidden
                  className="absolute inset-x-0 flex h-8 items-center border-b px-4"
                  style={{ transform: `translateY(${topPx}px)` }}
                >
                  <Skeleton className="h-2.5 w-40" />
                </div>
              );
            })}
          </div>
        </div>
      </div>
      {/* biome-ignore-end lint/a11y/useFocusableInteractive: the links and boxes inside take the focus */}
      {/* biome-ignore-end lint/a11y/useSemanticElements: rows are placed one by one, which table elements cannot be */}
    </div>
  );
}

interface HeaderCellProps extends Pick<DeviceTableProps, "sort" | "order" | "onSort"> {
  readonly label: string;
  readonly sortKey: DeviceSort | null;
  readonly isSticky?: boolean;
  readonly isNumber?: boolean;
  readonly canSelect: boolean;
}

function HeaderCell({ label, sortKey, sort, order, onSort, isSticky, isNumber, canSelect }: HeaderCellProps) {
  const direction = sortKey === sort ? order : null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the table
    // biome-ignore lint/a11y/useFocusableInteractive: see the table
    <div
      role="columnheader"
      aria-sort={direction === "asc" ? "ascending" : direction === "desc" ? "descending" : undefined}
      className={clsx(
        "flex h-full min-w-0 items-center whitespace-nowrap px-2 font-medium",
        isNumber && "justify-end",
        isSticky && "sticky z-10 bg-inherit",
        isSticky && (canSelect ? "left-9" : "left-0 pl-4!"),
      )}
    >
      {sortKey ? (
        <SortButton sort={direction} onSort={() => onSort(sortKey)}>
          {label}
        </SortButton>
      ) : (
        label
      )}
    </div>
  );
}
