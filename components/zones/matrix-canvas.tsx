"use client";

import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from "react";
import { formatBytes } from "@/lib/client/format-number";
import { crossMatrix, drawMatrix, placeAt, type Spot, sizeOf } from "./draw-matrix";
import type { Place } from "./matrix-grid";
import { cellSentence, type PreparedMatrix } from "./prepare-matrix";

interface MatrixCanvasProps {
  readonly matrix: PreparedMatrix;
  readonly chosen: Place | null;
  readonly onChoose: (place: Place) => void;
}

const STEPS: Readonly<Record<string, readonly [row: number, column: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/**
 * Many zones in one picture. Two canvases, so that the crosshair costs no drawing of cells; arrows move from cell to
 * cell, which is read out; the same cells stand in the table beside it.
 */
export function MatrixCanvas({ matrix, chosen, onChoose }: MatrixCanvasProps) {
  const cells = useRef<HTMLCanvasElement>(null);
  const cross = useRef<HTMLCanvasElement>(null);
  const [spot, setSpot] = useState<Spot | null>(null);
  const { width, height } = sizeOf(matrix.zones.length);

  // The canvas is a picture outside React: drawn when what it shows, or the theme, changes.
  useEffect(() => {
    const draw = () => cells.current && drawMatrix(cells.current, matrix);
    draw();
    const theme = new MutationObserver(draw);
    theme.observe(document.documentElement, { attributes: true });
    return () => theme.disconnect();
  }, [matrix]);

  useEffect(() => {
    if (cross.current) crossMatrix(cross.current, spot);
  }, [spot]);

  const zoneAt = (index: number) => matrix.zones[index];
  const sentence = (() => {
    const [from, to] = spot ? [zoneAt(spot.row), zoneAt(spot.column)] : [undefined, undefined];
    if (!from || !to) return "Point at a cell, or move with the arrows.";
    const cell = matrix.cell(from.key, to.key);
    return cell ? cellSentence(cell, from, to, formatBytes) : `${from.name} to ${to.name}: no traffic`;
  })();
  const choose = (at: Spot | null) => {
    const [from, to] = at ? [zoneAt(at.row), zoneAt(at.column)] : [undefined, undefined];
    if (from && to && matrix.cell(from.key, to.key)) onChoose({ from: from.key, to: to.key });
  };

  function move(event: KeyboardEvent<HTMLElement>) {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      choose(spot);
      return;
    }
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const most = matrix.zones.length - 1;
    const from = spot ?? spotOf(matrix, chosen) ?? { row: 0, column: -step[1] };
    const within = (value: number) => Math.min(most, Math.max(0, value));
    setSpot({ row: within(from.row + step[0]), column: within(from.column + step[1]) });
  }

  function point(event: PointerEvent<HTMLCanvasElement>) {
    const box = event.currentTarget.getBoundingClientRect();
    const { side } = placeAt(0, 0);
    const row = Math.floor((event.clientY - box.top) / side);
    const column = Math.floor((event.clientX - box.left) / side);
    if (row !== spot?.row || column !== spot?.column) setSpot({ row, column });
  }

  return (
    <div className="flex flex-col gap-2 p-4 md:p-6">
      <p aria-live="polite" className="min-h-10 text-soft">
        {sentence}
      </p>
      <div
        role="application"
        aria-label="Traffic from zone to zone. Rows initiate, columns respond. Arrows move, Enter opens."
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard moves in it
        tabIndex={0}
        onKeyDown={move}
        className="relative"
        style={{ width, height }}
      >
        <canvas ref={cells} width={width} height={height} className="absolute inset-0" aria-hidden />
        <canvas
          ref={cross}
          width={width}
          height={height}
          className="absolute inset-0"
          aria-hidden
          onPointerMove={point}
          onPointerLeave={() => setSpot(null)}
          onClick={() => choose(spot)}
        />
      </div>
    </div>
  );
}

function spotOf(matrix: PreparedMatrix, place: Place | null): Spot | null {
  if (!place) return null;
  const row = matrix.zones.findIndex((it) => it.key === place.from);
  const column = matrix.zones.findIndex((it) => it.key === place.to);
  return row < 0 || column < 0 ? null : { row, column };
}
