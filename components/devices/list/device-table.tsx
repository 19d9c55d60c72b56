"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { clsx } from "clsx";
import { useEffect, useEffectEvent, useRef } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { SortButton } from "@/components/ui/table";
import type { DeviceRow } from "@/lib/contracts/devices";
import type { DeviceColumn, DeviceSort } from "./columns";
import { DeviceTableRow } from "./device-table-row";
import type { RowCursor } from "./use-row-cursor";

export const ROW_HEIGHT_PX = 32;
const HEADER_HEIGHT_PX = 32;
const SELECT_WIDTH_PX = 36;
const NAME_MIN_WIDTH_PX = { wide: 172, narrow: 120 } as const;
/** More is asked for when this many rows are left below. */
const ROWS_AHEAD = 30;

interface DeviceTableProps {
  readonly rows: readonly DeviceRow[];
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
}

/** The device table: only rows in sight exist, the header stays, the name stays at the left. */
export function DeviceTable(props: DeviceTableProps) {
  const { rows, total, columns, sort, order, canSelect, selected, cursor, onEndNear } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT_PX,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 12,
    scrollPaddingStart: HEADER_HEIGHT_PX,
    // The server draws the first screen; the browser measures the real one.
    initialRect: { width: 1200, height: 900 },
  });
  const items = virtualizer.getVirtualItems();
  const lastInSight = items.at(-1)?.index ?? 0;
  const endNear = useEffectEvent(onEndNear);
  useEffect(() => {
    if (lastInSight >= rows.length - ROWS_AHEAD) endNear();
  }, [lastInSight, rows.length]);

  const scrollTo = useEffectEvent((index: number) => virtualizer.scrollToIndex(index));
  const { index: cursorIndex, focusCount } = cursor;
  useEffect(() => {
    if (focusCount === 0 || cursorIndex < 0) return;
    scrollTo(cursorIndex);
    const frame = requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-index="${cursorIndex}"] a`)?.focus({ preventScroll: true }),
    );
    return () => cancelAnimationFrame(frame);
  }, [cursorIndex, focusCount]);

  const select = canSelect ? [`${SELECT_WIDTH_PX}px`] : [];
  const nameWidthPx = NAME_MIN_WIDTH_PX[props.isNarrow ? "narrow" : "wide"];
  const template = [...select, `minmax(${nameWidthPx}px,2fr)`, ...columns.map((it) => it.width)].join(" ");
  const minWidthPx =
    (canSelect ? SELECT_WIDTH_PX : 12) + nameWidthPx + columns.reduce((sum, it) => sum + it.minWidthPx, 0);

  return (
    <div ref={scroller} className="scroll-area relative min-h-0 min-w-0 flex-1">
      {/* biome-ignore-start lint/a11y/useSemanticElements: rows are placed one by one, which table elements cannot be */}
      {/* biome-ignore-start lint/a11y/useFocusableInteractive: the links and boxes inside take the focus */}
      <div role="table" aria-label="Devices" aria-rowcount={total + 1} style={{ minWidth: minWidthPx }}>
        <div role="rowgroup" className="sticky top-0 z-10 bg-surface">
          <div
            role="row"
            aria-rowindex={1}
            className="grid h-8 items-center border-b bg-surface text-muted text-xs"
            style={{ gridTemplateColumns: template }}
          >
            {canSelect ? (
              <div role="columnheader" className="sticky left-0 z-10 flex h-full items-center bg-inherit pl-3">
                <Checkbox
                  aria-label="Select all loaded devices"
                  checked={rows.length > 0 && selected.size >= rows.length}
                  isMixed={selected.size > 0 && selected.size < rows.length}
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
        <div role="rowgroup" className="relative" style={{ height: virtualizer.getTotalSize() }}>
          {items.map((item) => {
            const row = rows[item.index];
            return row ? (
              <DeviceTableRow
                key={row.id}
                row={row}
                index={item.index}
                topPx={item.start}
                template={template}
                columns={columns}
                canSelect={canSelect}
                isSelected={selected.has(row.id)}
                isPeeked={props.peekId === row.id}
                isCursor={cursorIndex === item.index}
                onSelect={props.onSelect}
                onPeek={(peeked) => {
                  cursor.set(item.index);
                  props.onPeek(peeked);
                }}
                onFocus={() => cursor.set(item.index)}
              />
            ) : null;
          })}
        </div>
      </div>
      {/* biome-ignore-end lint/a11y/useFocusableInteractive: the links and boxes inside take the focus */}
      {/* biome-ignore-end lint/a11y/useSemanticElements: rows are placed one by one, which table elements cannot be */}
      <p className="sr-only" role="status">
        {`${total} devices, sorted by ${sort}, ${order === "asc" ? "ascending" : "descending"}`}
      </p>
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
