"use client";

import { type RefObject, useCallback, useEffect, useState } from "react";

/** Browsers place nothing beyond 33,554,428 px (Chromium; Firefox about 17.9 million, Safari 33.5). */
const MAX_HEIGHT_PX = 17_000_000;
/** Drawn above and below what is in sight, so that the next turn of the wheel finds them. */
const OVERSCAN_ROWS = 12;
/** Rows that pass in a moment come to rest so long after the last of them. */
const RESTS_AFTER_MS = 100;
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
  /** More than a screen went by at once: what stands beside it will never be seen. */
  readonly isFlying: boolean;
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
  const [sight, setSight] = useState<Sight>({ topPx: 0, heightPx: FIRST_HEIGHT_PX, isFlying: false });
  const look = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    const topPx = element.scrollTop;
    const heightPx = Math.max(rowHeightPx, element.clientHeight - headerHeightPx);
    setSight((before) => {
      if (before.topPx === topPx && before.heightPx === heightPx) return before;
      return { topPx, heightPx, isFlying: Math.abs(topPx - before.topPx) > heightPx };
    });
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

  useEffect(() => {
    if (!sight.isFlying) return;
    const timer = setTimeout(() => setSight((it) => ({ ...it, isFlying: false })), RESTS_AFTER_MS);
    return () => clearTimeout(timer);
  }, [sight]);

  const wantedPx = count * rowHeightPx;
  const heightPx = Math.min(wantedPx, MAX_HEIGHT_PX);
  const mostPx = heightPx - sight.heightPx;
  // Pixels of rows that go by for each that is scrolled.
  const speed = wantedPx > heightPx ? (wantedPx - sight.heightPx) / mostPx : 1;
  const topPx = Math.max(0, Math.min(sight.topPx, mostPx));
  const rowsTopPx = topPx * speed;
  const beside = sight.isFlying ? 0 : OVERSCAN_ROWS;
  const first = Math.max(0, Math.floor(rowsTopPx / rowHeightPx) - beside);
  const end = Math.min(count, Math.ceil((rowsTopPx + sight.heightPx) / rowHeightPx) + beside);
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
