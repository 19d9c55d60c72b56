"use client";

import { useState } from "react";

export interface RowCursor {
  /** -1 = nowhere yet. */
  readonly index: number;
  /** Grows with each move by key, so that the table knows when to move the focus. */
  readonly focusCount: number;
  /** Puts it somewhere without moving the focus. */
  readonly set: (index: number) => void;
  /** Moves it by keys; answers where it is then. */
  readonly move: (by: number) => number;
}

/** The row that keys act on. */
export function useRowCursor(rowCount: number): RowCursor {
  const [state, setState] = useState({ index: -1, focusCount: 0 });
  const index = Math.min(state.index, rowCount - 1);
  return {
    index,
    focusCount: state.focusCount,
    set: (next) => setState((before) => (before.index === next ? before : { ...before, index: next })),
    move: (by) => {
      const next = Math.max(0, Math.min(rowCount - 1, index + by));
      setState((before) => ({ index: next, focusCount: before.focusCount + 1 }));
      return next;
    },
  };
}
