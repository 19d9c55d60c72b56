import { type KeyboardEvent, type MouseEvent, useState } from "react";
import { CELL_SIDE_PX } from "./draw-matrix";
import type { Place } from "./matrix-grid";
import type { PreparedMatrix } from "./prepare-matrix";

/** A cell of the picture, by the place of its zones in the list. */
export interface Spot {
  readonly row: number;
  readonly column: number;
}

const STEPS: Readonly<Record<string, readonly [row: number, column: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

export interface MatrixSpot {
  /** Where the keyboard or the last click is. */
  readonly spot: Spot | null;
  /** The cell of the panel that is open. */
  readonly chosenSpot: Spot | null;
  /** What the crosshair is on: the pointer's cell before the keyboard's before the chosen one. */
  readonly lit: Spot | null;
  /** The keyboard comes in. */
  readonly begin: () => void;
  readonly move: (event: KeyboardEvent<HTMLElement>) => void;
  readonly point: (event: MouseEvent<HTMLElement>) => void;
  readonly leave: () => void;
  readonly click: (event: MouseEvent<HTMLElement>) => void;
}

/** Which cell of the matrix the pointer and the keyboard are on. The element of the mouse's events begins at the first cell. */
export function useMatrixSpot(
  matrix: PreparedMatrix,
  chosen: Place | null,
  onChoose: (place: Place) => void,
): MatrixSpot {
  const [hovered, setHovered] = useState<Spot | null>(null);
  // An address that names a cell begins there, so that it is scrolled to.
  const [spot, setSpot] = useState<Spot | null>(() => spotOf(matrix, chosen));
  const { zones } = matrix;
  const chosenSpot = spotOf(matrix, chosen);

  const choose = (at: Spot | null) => {
    const [from, to] = at ? [zones[at.row], zones[at.column]] : [];
    if (from && to) onChoose({ from: from.key, to: to.key });
  };

  function move(event: KeyboardEvent<HTMLElement>) {
    const current = spot ?? chosenSpot;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      choose(current);
      return;
    }
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const within = (value: number) => Math.min(zones.length - 1, Math.max(0, value));
    setHovered(null);
    setSpot(
      current
        ? { row: within(current.row + step[0]), column: within(current.column + step[1]) }
        : { row: 0, column: 0 },
    );
  }

  function spotUnder(event: MouseEvent<HTMLElement>): Spot | null {
    const box = event.currentTarget.getBoundingClientRect();
    const row = Math.floor((event.clientY - box.top) / CELL_SIDE_PX);
    const column = Math.floor((event.clientX - box.left) / CELL_SIDE_PX);
    return zones[row] && zones[column] ? { row, column } : null;
  }

  return {
    spot,
    chosenSpot,
    lit: hovered ?? spot ?? chosenSpot,
    begin: () => {
      if (!spot) setSpot(chosenSpot ?? { row: 0, column: 0 });
    },
    move,
    point: (event) => {
      const next = spotUnder(event);
      if (next?.row !== hovered?.row || next?.column !== hovered?.column) setHovered(next);
    },
    leave: () => setHovered(null),
    click: (event) => {
      const at = spotUnder(event);
      setSpot(at);
      choose(at);
    },
  };
}

function spotOf(matrix: PreparedMatrix, place: Place | null): Spot | null {
  if (!place) return null;
  const row = matrix.zones.findIndex((it) => it.key === place.from);
  const column = matrix.zones.findIndex((it) => it.key === place.to);
  return row < 0 || column < 0 ? null : { row, column };
}
