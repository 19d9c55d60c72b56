"use client";

import { clsx } from "clsx";
import { type CSSProperties, memo, type Ref, useEffect, useRef } from "react";
import { scrollToNearest } from "@/components/ui/scroll-to-nearest";
import { formatBytes } from "@/lib/client/format-number";
import { CELL_SIDE_PX } from "./draw-matrix";
import type { Place } from "./matrix-grid";
import { MatrixTiles } from "./matrix-tiles";
import { cellSentence, type MatrixZone, type PreparedMatrix } from "./prepare-matrix";
import { type MatrixSpot, type Spot, useMatrixSpot } from "./use-matrix-spot";

interface MatrixCanvasProps {
  readonly matrix: PreparedMatrix;
  readonly chosen: Place | null;
  readonly onChoose: (place: Place) => void;
}

const px = (cells: number) => cells * CELL_SIDE_PX;

/**
 * Many zones in one picture: the cells on canvases, headings and crosshair as elements over it, so that pointing costs
 * no drawing. Arrows move from cell to cell, which is read out; the same cells stand in the table beside it.
 */
export function MatrixCanvas({ matrix, chosen, onChoose }: MatrixCanvasProps) {
  const pointing = useMatrixSpot(matrix, chosen, onChoose);
  const { zones } = matrix;
  const { lit } = pointing;

  return (
    <div className="flex h-full flex-col">
      <p
        aria-live="polite"
        className="h-12 shrink-0 overflow-hidden border-b px-4 py-1 text-soft md:h-9 md:py-2 md:px-6 print:hidden"
      >
        <bdi className="line-clamp-2 md:line-clamp-1">{spotSentence(matrix, lit)}</bdi>
      </p>
      <div
        role="application"
        aria-label="Traffic from zone to zone. Rows initiate, columns respond. Arrows move, Enter opens."
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard moves in it
        tabIndex={0}
        onKeyDown={pointing.move}
        onFocus={(event) => {
          if (event.currentTarget.matches(":focus-visible")) pointing.begin();
        }}
        className="scroll-area min-h-0 flex-1 outline-offset-[-2px]"
      >
        <div
          aria-hidden
          className="grid w-max grid-cols-[8rem_auto] grid-rows-[8rem_auto] md:grid-cols-[13rem_auto] md:grid-rows-[10rem_auto]"
        >
          <span className="sticky top-0 left-0 z-20 flex items-end border-r border-b bg-surface px-2 pb-1 text-muted text-xs">
            from ↓ to →
          </span>
          <div className="sticky top-0 z-10 flex h-full border-b bg-surface">
            {zones.map((zone, index) => (
              <Heading key={zone.key} zone={zone} isColumn isLit={lit?.column === index} />
            ))}
          </div>
          <div className="sticky left-0 z-10 border-r bg-surface">
            {zones.map((zone, index) => (
              <Heading key={zone.key} zone={zone} isLit={lit?.row === index} />
            ))}
          </div>
          <Picture matrix={matrix} pointing={pointing} isOpen={chosen !== null} />
        </div>
      </div>
    </div>
  );
}

/** The cells, with the crosshair, the chosen cell and the keyboard's over them. */
function Picture({
  matrix,
  pointing: { spot, chosenSpot, lit, point, leave, click },
  isOpen,
}: {
  readonly matrix: PreparedMatrix;
  readonly pointing: MatrixSpot;
  readonly isOpen: boolean;
}) {
  const cursor = useRef<HTMLDivElement>(null);
  const side = px(matrix.zones.length);

  // Also when the panel opens: it takes width from the picture.
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls exactly when the cell or the panel changes
  useEffect(() => {
    if (spot && cursor.current) scrollToNearest(cursor.current);
  }, [spot, isOpen]);

  return (
    <div className="relative" style={{ width: side, height: side }}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the pointer's way; the keyboard's is the application around it */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: as above */}
      <div className="absolute inset-0" onPointerMove={point} onPointerLeave={leave} onClick={click}>
        <MatrixTiles matrix={matrix} />
      </div>
      {lit ? (
        <>
          <Stripe style={{ left: 0, top: px(lit.row), width: side, height: CELL_SIDE_PX }} />
          <Stripe style={{ left: px(lit.column), top: 0, width: CELL_SIDE_PX, height: side }} />
          <Frame at={lit} className="outline-1 outline-ink" />
        </>
      ) : null}
      {chosenSpot ? <Frame at={chosenSpot} className="outline-2 outline-accent" /> : null}
      {spot ? (
        <Frame
          ref={cursor}
          at={spot}
          className="scroll-mt-32 scroll-ml-32 outline-2 outline-accent md:scroll-mt-40 md:scroll-ml-52"
        />
      ) : null}
    </div>
  );
}

/** A zone's name beside its row or, turned, over its column; pointing at one cell draws two of them anew. */
const Heading = memo(function Heading({
  zone,
  isColumn = false,
  isLit,
}: {
  readonly zone: MatrixZone;
  readonly isColumn?: boolean;
  readonly isLit: boolean;
}) {
  return (
    <span
      title={zone.name}
      style={isColumn ? { width: CELL_SIDE_PX } : { height: CELL_SIDE_PX }}
      className={clsx(
        "flex items-center gap-1 overflow-hidden whitespace-nowrap text-[11px] leading-[14px] print:overflow-hidden!",
        isColumn ? "h-full shrink-0 rotate-180 py-1.5 [writing-mode:vertical-rl]" : "px-2",
        isLit ? "bg-selected text-ink" : "text-soft",
      )}
    >
      <span className={clsx("shrink-0 text-muted", isColumn ? "h-6" : "w-6")}>
        {zone.purdueLevel === null ? "" : `L${zone.purdueLevel}`}
      </span>
      <bdi className="min-h-0 min-w-0 overflow-hidden text-ellipsis print:overflow-hidden!">{zone.name}</bdi>
    </span>
  );
});

function Stripe({ style }: { readonly style: CSSProperties }) {
  return <div className="pointer-events-none absolute bg-accent/15" style={style} />;
}

function Frame({
  at,
  className,
  ref,
}: {
  readonly at: Spot;
  readonly className: string;
  readonly ref?: Ref<HTMLDivElement>;
}) {
  const style = { left: px(at.column), top: px(at.row), width: CELL_SIDE_PX - 1, height: CELL_SIDE_PX - 1 };
  return <div ref={ref} className={clsx("pointer-events-none absolute", className)} style={style} />;
}

function spotSentence(matrix: PreparedMatrix, spot: Spot | null): string {
  const [from, to] = spot ? [matrix.zones[spot.row], matrix.zones[spot.column]] : [];
  if (!from || !to) return "Point at a cell, or move with the arrows.";
  const cell = matrix.cell(from.key, to.key);
  return cell ? cellSentence(cell, from, to, formatBytes) : `${from.name} to ${to.name}: no flows`;
}
