"use client";

import { type RefObject, useEffect, useEffectEvent, useRef } from "react";
import type { RowCursor } from "./use-row-cursor";

interface Followed {
  readonly cursor: RowCursor;
  /** The same as long as the list has the same rows in the same order. */
  readonly listKey: string;
  /** Whether the cursor's row is there to take the focus. */
  readonly isLoaded: boolean;
  readonly scrollTo: (index: number) => void;
}

/** Shows the row to which a key moved the cursor, and gives it the focus as soon as it is there. Another list begins at its top. */
export function useFollowedCursor(
  scroller: RefObject<HTMLElement | null>,
  { cursor, listKey, isLoaded, scrollTo }: Followed,
): void {
  const shownKey = useRef(listKey);
  const { index, focusCount } = cursor;
  // The last move by a key that the focus has followed. Rows that come later must not take it from who types above them.
  const followed = useRef(focusCount);
  const letGo = useEffectEvent(() => {
    followed.current = focusCount;
  });
  useEffect(() => {
    if (shownKey.current === listKey) return;
    shownKey.current = listKey;
    if (scroller.current) scroller.current.scrollTop = 0;
    letGo();
  }, [scroller, listKey]);

  const showCursor = useEffectEvent(() => scrollTo(index));
  useEffect(() => {
    if (focusCount > 0) showCursor();
  }, [focusCount]);
  useEffect(() => {
    if (followed.current === focusCount || !isLoaded) return;
    followed.current = focusCount;
    const frame = requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"] a`)?.focus({ preventScroll: true }),
    );
    return () => cancelAnimationFrame(frame);
  }, [scroller, index, focusCount, isLoaded]);
}
