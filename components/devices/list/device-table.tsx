"use client";

import { useCallback, useLayoutEffect, useRef } from "react";
import { Skeleton } from "@/components/ui/skeleton";
import type { DeviceRow } from "@/lib/contracts/devices";
import { DeviceTableHeader, type DeviceTableHeadings } from "./device-table-header";
import { DeviceTableRow } from "./device-table-row";
import { useFollowedCursor } from "./use-followed-cursor";
import { useMissingRows } from "./use-missing-rows";
import type { RowCursor } from "./use-row-cursor";
import { useRowsInSight } from "./use-rows-in-sight";

export const ROW_HEIGHT_PX = 32;
const HEADER_HEIGHT_PX = 32;
const SELECT_WIDTH_PX = 36;
/** Between the last column and the edge of a wide window, as everywhere beside content. */
const END_PADDING_PX = 16;
const NAME_MIN_WIDTH_PX = { wide: 172, narrow: 120 } as const;

interface DeviceTableProps extends DeviceTableHeadings {
  /** The same as long as the list has the same rows in the same order. */
  readonly listKey: string;
  /** Those that are loaded, without a gap; the first of them is `firstIndex` in the order of all. */
  readonly rows: readonly DeviceRow[];
  readonly firstIndex: number;
  /** All that fit, also those that are not loaded yet. */
  readonly total: number;
  readonly isNarrow: boolean;
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
  const scroller = useRef<HTMLDivElement>(null);
  const { heightPx, first, end, anchor, anchorTopPx, scrollTo } = useRowsInSight(scroller, {
    count: total,
    rowHeightPx: ROW_HEIGHT_PX,
    headerHeightPx: HEADER_HEIGHT_PX,
  });
  const lastIndex = firstIndex + rows.length;
  useMissingRows({ first, end, firstIndex, lastIndex, total }, props);

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
  useFollowedCursor(scroller, {
    cursor,
    listKey,
    isLoaded: cursor.index >= firstIndex && cursor.index < lastIndex,
    scrollTo,
  });

  const { template, minWidthPx } = tracksOf(props);

  return (
    <div ref={scroller} className="scroll-area relative min-h-0 min-w-0 flex-1">
      {/* biome-ignore-start lint/a11y/useSemanticElements: rows are placed one by one, which table elements cannot be */}
      {/* biome-ignore-start lint/a11y/useFocusableInteractive: the links and boxes inside take the focus */}
      <div role="table" aria-label="Devices" aria-rowcount={total + 1} style={{ minWidth: minWidthPx }}>
        <div role="rowgroup" className="sticky top-0 z-10 bg-surface">
          <DeviceTableHeader {...props} template={template} />
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
                  isCursor={cursor.index === index}
                  onSelect={select}
                  onPeek={peek}
                  onFocus={setCursor}
                />
              ) : (
                <RowToCome key={index} topPx={topPx} />
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

/** A row that is in sight and not loaded yet. */
function RowToCome({ topPx }: { readonly topPx: number }) {
  return (
    <div
      aria-hidden
      className="absolute inset-x-0 flex h-8 items-center border-b px-4"
      style={{ transform: `translateY(${topPx}px)` }}
    >
      <Skeleton className="h-2.5 w-40" />
    </div>
  );
}

/** The widths that header and rows share, and that of the whole. */
function tracksOf({ columns, canSelect, isNarrow }: Pick<DeviceTableProps, "columns" | "canSelect" | "isNarrow">) {
  const selectTrack = canSelect ? [`${SELECT_WIDTH_PX}px`] : [];
  const nameWidthPx = NAME_MIN_WIDTH_PX[isNarrow ? "narrow" : "wide"];
  const template = [...selectTrack, `minmax(${nameWidthPx}px,2fr)`, ...columns.map((it) => it.width)].join(" ");
  const minWidthPx =
    (canSelect ? SELECT_WIDTH_PX : 12) +
    nameWidthPx +
    (isNarrow ? 0 : END_PADDING_PX) +
    columns.reduce((sum, it) => sum + it.minWidthPx, 0);
  return { template, minWidthPx };
}
