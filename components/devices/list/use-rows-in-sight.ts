"use client";

import { type RefObject, useCallback, useEffect, useState } from "react";

/** Browsers place nothing beyond 33,554,428 px (Chromium; Firefox about 17.9 million, Safari 33.5). */
const MAX_HEIGHT_PX = 17_000_000;
const OVERSCAN_ROWS = 12;
const ANCHOR_ROWS = 64;
/** What the server draws; the browser measures. */
const FIRST_HEIGHT_PX = 900;

interface RowsInSight {
  /** Of the box that the rows are placed in. */
  readonly heightPx: number;
  /** Rows to draw: from the first up to the end, which is not drawn. */
  readonly first: number;
  readonly end: number;
  /** Rows stand by their distance from this one, which stays for a while: so scrolling moves none of those that are drawn. */
  readonly anchor: number;
  /** Where that one stands in the box. */
  readonly anchorTopPx: number;
  /** Scrolls as little as needed to show the row. */
  readonly scrollTo: (index: number) => void;
}

interface Sight {
  readonly topPx: number;
  readonly heightPx: number;
}

/**
 * Which of `count` rows of one height are in sight of the scroller, under a header that stays. Nothing is kept for each row.
 * Where the rows together are higher than a browser can place, the box is lower than they are, and scrolling through it
 * passes them faster.
 */
export function useRowsInSight(
  scroller: RefObject<HTMLElement | null>,
  { count, rowHeightPx, headerHeightPx }: { count: number; rowHeightPx: number; headerHeightPx: number },
): RowsInSight {
  const [sight, setSight] = useState<Sight>({ topPx: 0, heightPx: FIRST_HEIGHT_PX });
  const look = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    const seen = { topPx: element.scrollTop, heightPx: Math.max(rowHeightPx, element.clientHeight - headerHeightPx) };
    setSight((before) => (before.topPx === seen.topPx && before.heightPx === seen.heightPx ? before : seen));
  }, [scroller, rowHeightPx, headerHeightPx]);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, [scroller, look]);

  const wantedPx = count * rowHeightPx;
  const heightPx = Math.min(wantedPx, MAX_HEIGHT_PX);
  const mostPx = heightPx - sight.heightPx;
  // Pixels of rows that go by for each that is scrolled.
  const speed = wantedPx > heightPx ? (wantedPx - sight.heightPx) / mostPx : 1;
  const topPx = Math.max(0, Math.min(sight.topPx, mostPx));
  const rowsTopPx = topPx * speed;
  const first = Math.max(0, Math.floor(rowsTopPx / rowHeightPx) - OVERSCAN_ROWS);
  const end = Math.min(count, Math.ceil((rowsTopPx + sight.heightPx) / rowHeightPx) + OVERSCAN_ROWS);
  const anchor = first - (first % ANCHOR_ROWS);
  return {
    heightPx,
    first,
    end,
    anchor,
    anchorTopPx: Math.round(anchor * rowHeightPx - rowsTopPx + topPx),
    scrollTo: (index) => {
      const element = scroller.current;
      if (!element) return;
      const [above, below] = [index * rowHeightPx, (index + 1) * rowHeightPx - sight.heightPx];
      if (rowsTopPx > above) element.scrollTop = above / speed;
      else if (rowsTopPx < below) element.scrollTop = Math.ceil(below / speed);
    },
  };
}
