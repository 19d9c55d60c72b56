"use client";

import { type RefObject, useEffect, useRef } from "react";

/** For a row of tabs that scrolls sideways: the chosen one is brought into view, so that one sees where one is. */
export function useCurrentInView<Row extends HTMLElement>(current: string): RefObject<Row | null> {
  const row = useRef<Row>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another one is chosen whenever this changes
  useEffect(() => {
    const chosen = row.current?.querySelector<HTMLElement>('[aria-current="page"], [aria-selected="true"]');
    if (!row.current || !chosen) return;
    const { left, right } = row.current.getBoundingClientRect();
    const it = chosen.getBoundingClientRect();
    // By hand: scrollIntoView would scroll the page, too.
    if (it.left < left) row.current.scrollLeft -= left - it.left + EDGE;
    // What stands at the right edge is faded there while there is more behind it.
    if (it.right > right - EDGE) row.current.scrollLeft += it.right - right + EDGE;
  }, [current]);
  return row;
}

/** A bit of the neighbour stays visible: there is more. */
const EDGE = 40;
