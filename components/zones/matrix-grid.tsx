"use client";

import { clsx } from "clsx";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { scrollToNearest } from "@/components/ui/scroll-to-nearest";
import { formatBytes } from "@/lib/client/format-number";
import {
  cellSentence,
  type MatrixZone,
  type PreparedCell,
  type PreparedMatrix,
  type Shade,
  TREND_ARROWS,
} from "./prepare-matrix";

export interface Place {
  readonly from: string;
  readonly to: string;
}

interface MatrixGridProps {
  readonly matrix: PreparedMatrix;
  readonly chosen: Place | null;
  readonly onChoose: (place: Place) => void;
}

const SHADES: Readonly<Record<Shade, string>> = {
  0: "",
  1: "bg-[color-mix(in_oklab,var(--control)_8%,var(--surface))]",
  2: "bg-[color-mix(in_oklab,var(--control)_16%,var(--surface))]",
  3: "bg-[color-mix(in_oklab,var(--control)_26%,var(--surface))]",
  4: "bg-[color-mix(in_oklab,var(--control)_36%,var(--surface))]",
  5: "bg-[color-mix(in_oklab,var(--control)_46%,var(--surface))]",
};
const FRAMES: Readonly<Record<PreparedCell["verdict"], string>> = {
  inside: "shadow-[inset_0_0_0_1px_var(--verdict-inside)]",
  violation: "shadow-[inset_0_0_0_2px_var(--verdict-violation)]",
  undecided: "",
};

/** Zone × zone: rows initiate, columns respond. A table, so that it is read as one; arrows move between cells. */
export function MatrixGrid({ matrix, chosen, onChoose }: MatrixGridProps) {
  const [hovered, setHovered] = useState<Place | null>(null);
  const table = useRef<HTMLTableElement>(null);
  const lit = hovered ?? chosen;

  // The panel of a cell takes room: what it is about stays beside it.
  useEffect(() => {
    const window = table.current?.parentElement;
    if (!chosen || !window) return;
    const resized = new ResizeObserver(() => {
      const pressed = table.current?.querySelector('[aria-pressed="true"]');
      if (pressed) scrollToNearest(pressed);
    });
    resized.observe(window);
    return () => resized.disconnect();
  }, [chosen]);

  function move(event: KeyboardEvent<HTMLTableElement>) {
    const step = STEPS[event.key];
    if (!step || !(event.target instanceof HTMLElement)) return;
    const next = nextCell(table.current, event.target, step);
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  return (
    <table
      ref={table}
      aria-label="Traffic from zone to zone. Rows initiate, columns respond."
      className="border-separate border-spacing-0"
      onKeyDown={move}
      onMouseLeave={() => setHovered(null)}
    >
      <thead>
        <tr>
          <td className="sticky top-0 left-0 z-20 border-r border-b bg-surface p-2 align-bottom text-muted text-xs">
            from ↓ to →
          </td>
          {matrix.zones.map((zone) => (
            <th
              key={zone.key}
              scope="col"
              className={clsx(
                "sticky top-0 z-10 h-16 w-24 min-w-24 border-r border-b bg-surface px-2 pb-1.5 text-left align-bottom font-normal text-xs",
                lit?.to === zone.key && "bg-hover",
              )}
            >
              <ZoneHead zone={zone} isStacked />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {matrix.zones.map((row, rowIndex) => (
          <tr key={row.key}>
            <th
              scope="row"
              className={clsx(
                "sticky left-0 z-10 h-12 min-w-36 max-w-48 border-r border-b bg-surface px-2 text-left font-normal md:min-w-44",
                lit?.from === row.key && "bg-hover",
              )}
            >
              <ZoneHead zone={row} />
            </th>
            {matrix.zones.map((column, columnIndex) => {
              const cell = matrix.cell(row.key, column.key);
              const isLit = lit !== null && (lit.from === row.key || lit.to === column.key);
              return (
                <td
                  key={column.key}
                  onMouseEnter={() => setHovered({ from: row.key, to: column.key })}
                  onFocus={() => setHovered({ from: row.key, to: column.key })}
                  onBlur={() => setHovered(null)}
                  className={clsx("h-12 w-24 min-w-24 border-r border-b p-0", isLit && !cell && "bg-hover")}
                >
                  {cell ? (
                    <button
                      type="button"
                      data-row={rowIndex}
                      data-column={columnIndex}
                      aria-pressed={chosen?.from === row.key && chosen.to === column.key}
                      onClick={() => onChoose({ from: row.key, to: column.key })}
                      className={clsx(
                        "relative flex h-full w-full scroll-mt-16 scroll-ml-48 flex-col justify-between px-1.5 py-1 text-xs outline-offset-[-2px] aria-pressed:outline-2 aria-pressed:outline-accent",
                        SHADES[cell.shade],
                        row.key === column.key ? "" : FRAMES[cell.verdict],
                      )}
                    >
                      <span className="sr-only">{cellSentence(cell, row, column, formatBytes)}</span>
                      <span aria-hidden className="flex w-full items-start justify-between gap-1">
                        <span className="text-soft">
                          {cell.protocols.length === 1 ? cell.protocols[0] : `${cell.protocols.length} protocols`}
                        </span>
                        {cell.mark ? <OperationShape mark={cell.mark} /> : null}
                      </span>
                      <span aria-hidden className="w-full text-right text-ink">
                        {cell.trend ? `${TREND_ARROWS[cell.trend]} ` : ""}
                        {formatBytes(cell.bytes)}
                      </span>
                    </button>
                  ) : (
                    <span className="sr-only">no traffic</span>
                  )}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ZoneHead({ zone, isStacked }: { readonly zone: MatrixZone; readonly isStacked?: boolean }) {
  return (
    <span className={clsx("flex min-w-0", isStacked ? "flex-col" : "items-baseline gap-2")} title={zone.name}>
      <span className={clsx("shrink-0 text-muted text-xs", !isStacked && "w-7")}>
        {zone.purdueLevel === null ? "" : `L${zone.purdueLevel}`}
      </span>
      <bdi className={isStacked ? "line-clamp-2 break-words text-ink" : "truncate"}>{zone.name}</bdi>
    </span>
  );
}

/** A filled wedge = programmed or firmware; an open one = written or controlled. */
export function OperationShape({ mark }: { readonly mark: NonNullable<PreparedCell["mark"]> }) {
  const words = mark === "program" ? "programs or changes firmware" : "writes or controls";
  return (
    <svg role="img" aria-label={words} viewBox="0 0 10 10" width={10} height={10} className="mt-0.5 shrink-0 text-ink">
      <path
        d="M1 1h8v8Z"
        stroke="currentColor"
        strokeWidth="1.3"
        fill={mark === "program" ? "currentColor" : "none"}
        strokeLinejoin="round"
      />
    </svg>
  );
}

const STEPS: Readonly<Record<string, readonly [row: number, column: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** The nearest cell with traffic in the arrow's direction. */
function nextCell(
  table: HTMLTableElement | null,
  from: HTMLElement,
  [rowStep, columnStep]: readonly [number, number],
): HTMLElement | null {
  const row = Number(from.dataset.row);
  const column = Number(from.dataset.column);
  if (!table || Number.isNaN(row) || Number.isNaN(column)) return null;
  const candidates = [...table.querySelectorAll<HTMLElement>("button[data-row]")].filter((it) => {
    const rowGap = Number(it.dataset.row) - row;
    const columnGap = Number(it.dataset.column) - column;
    return rowStep === 0 ? rowGap === 0 && columnGap * columnStep > 0 : columnGap === 0 && rowGap * rowStep > 0;
  });
  const distance = (it: HTMLElement) =>
    Math.abs(Number(it.dataset.row) - row) + Math.abs(Number(it.dataset.column) - column);
  return candidates.sort((a, b) => distance(a) - distance(b))[0] ?? null;
}
