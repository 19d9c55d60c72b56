"use client";

import { useEffect, useEffectEvent } from "react";

/** More is asked for when this many rows are left below or above. */
const ROWS_AHEAD = 30;
/** Who scrolls on at once need not see what lies between. */
const STAYS_AFTER_MS = 80;

interface RowsInSight {
  /** Rows that are drawn: from the first up to the end. */
  readonly first: number;
  readonly end: number;
  /** Rows that are loaded: from the first up to the last, which is not. */
  readonly firstIndex: number;
  readonly lastIndex: number;
  readonly total: number;
}

interface Missing {
  readonly onEndNear: () => void;
  readonly onStartNear: () => void;
  /** None of what is in sight is loaded, nor next to it. */
  readonly onFarAway: (index: number) => void;
}

/** Tells which rows have to be loaded next, for those in sight and a little beyond. */
export function useMissingRows({ first, end, firstIndex, lastIndex, total }: RowsInSight, missing: Missing): void {
  const tellWhatIsMissing = useEffectEvent(() => {
    if (end <= firstIndex || first >= lastIndex) {
      const timer = setTimeout(() => missing.onFarAway(first), STAYS_AFTER_MS);
      return () => clearTimeout(timer);
    }
    // One after the other: a list asks for one page at a time.
    if (lastIndex < total && end >= lastIndex - ROWS_AHEAD) missing.onEndNear();
    else if (firstIndex > 0 && first < firstIndex + ROWS_AHEAD) missing.onStartNear();
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is missing depends on these
  useEffect(() => tellWhatIsMissing(), [first, end, firstIndex, lastIndex, total]);
}
