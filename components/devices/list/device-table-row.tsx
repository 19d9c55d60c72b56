"use client";

import { clsx } from "clsx";
import Link from "next/link";
import { type MouseEvent, memo } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import type { DeviceRow } from "@/lib/contracts/devices";
import { deviceSubtitle, deviceTitle } from "../device-name";
import { PresenceMark } from "../presence-mark";
import { ConflictShape } from "../provenance-mark";
import type { DeviceColumn } from "./columns";

interface DeviceTableRowProps {
  readonly row: DeviceRow;
  readonly index: number;
  readonly topPx: number;
  readonly template: string;
  readonly columns: readonly DeviceColumn[];
  readonly canSelect: boolean;
  readonly isSelected: boolean;
  readonly isPeeked: boolean;
  readonly isCursor: boolean;
  readonly onSelect: (row: DeviceRow, isRange: boolean) => void;
  readonly onPeek: (row: DeviceRow, index: number) => void;
  readonly onFocus: (index: number) => void;
}

/** One device, 32 px. Pressing it peeks, its name opens its page. */
export const DeviceTableRow = memo(function DeviceTableRow(props: DeviceTableRowProps) {
  const { row, index, template, columns, canSelect, isSelected, isPeeked, isCursor } = props;
  const title = deviceTitle(row);
  const subtitle = deviceSubtitle(row);

  function peekUnlessControl(event: MouseEvent<HTMLElement>) {
    const target = event.target as HTMLElement;
    if (!target.closest("a, button, input, label")) props.onPeek(row, index);
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: see the table
    // biome-ignore lint/a11y/useKeyWithClickEvents: Space peeks, from anywhere in the list
    // biome-ignore lint/a11y/useFocusableInteractive: the name is the row's focus
    <div
      role="row"
      aria-rowindex={index + 2}
      data-index={index}
      onClick={peekUnlessControl}
      onFocus={() => props.onFocus(index)}
      className={clsx(
        "absolute inset-x-0 grid h-8 cursor-default contain-strict items-center border-b md:pr-4",
        isSelected || isPeeked ? "bg-selected" : isCursor ? "bg-hover" : "bg-surface hover:bg-hover",
      )}
      style={{ gridTemplateColumns: template, transform: `translateY(${props.topPx}px)` }}
    >
      {canSelect ? (
        // biome-ignore lint/a11y/useSemanticElements: see the table
        <div role="cell" className="sticky left-0 z-[1] flex h-full items-center bg-inherit pl-3">
          <Checkbox
            aria-label={`Select ${title}`}
            checked={isSelected}
            onChange={(event) =>
              props.onSelect(row, (event.nativeEvent as unknown as { shiftKey?: boolean }).shiftKey === true)
            }
          />
        </div>
      ) : null}
      {/* biome-ignore lint/a11y/useSemanticElements: see the table */}
      <div
        role="cell"
        className={clsx(
          "sticky z-[1] flex h-full min-w-0 items-center gap-2 bg-inherit px-2",
          canSelect ? "left-9" : "left-0 pl-4!",
        )}
      >
        <PresenceMark presence={row.presence} />
        <Link
          href={`/devices/${row.id}`}
          prefetch={false}
          title={title}
          className="min-w-0 shrink truncate rounded-sm font-medium outline-offset-[-1px] hover:underline"
        >
          <bdi dir="auto">{title}</bdi>
        </Link>
        {row.conflictCount > 0 ? (
          <span title={`${row.conflictCount} conflicts wait for a person`} className="inline-flex">
            <ConflictShape />
            <span className="sr-only">has conflicts</span>
          </span>
        ) : null}
        {subtitle ? (
          <bdi dir="auto" title={subtitle} className="min-w-0 flex-1 truncate text-muted">
            {subtitle}
          </bdi>
        ) : null}
      </div>
      {columns.map((column) => (
        // biome-ignore lint/a11y/useSemanticElements: see the table
        <div
          key={column.id}
          role="cell"
          className={clsx("min-w-0 overflow-hidden px-2", column.isNumber && "text-right")}
        >
          {column.cell(row)}
        </div>
      ))}
    </div>
  );
});
