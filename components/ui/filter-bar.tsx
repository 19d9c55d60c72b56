"use client";

import { clsx } from "clsx";
import { type ReactNode, useId, useState } from "react";
import { Button } from "./button";

interface FilterBarProps {
  /** What is asked most: the search. Always in sight. */
  readonly search: ReactNode;
  /** How many of the filters narrow the list now. */
  readonly chosen: number;
  /** The filters; on a narrow screen behind a button that says how many are chosen. */
  readonly children: ReactNode;
  /** What the list counts, at the end of the line. */
  readonly end?: ReactNode;
}

/** The line above a list that narrows it. On a narrow screen the list comes first, and the filters when asked for. */
export function FilterBar({ search, chosen, children, end }: FilterBarProps) {
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  return (
    <div className="flex flex-wrap items-center gap-2 border-b bg-surface px-4 py-2 md:px-6 print:hidden">
      {/* Whoever has much to say at the end of the line says it on the next one. */}
      <div className="flex min-w-60 flex-1 items-center gap-2 md:contents">
        {search}
        <Button
          className="md:hidden"
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setIsOpen((before) => !before)}
        >
          {chosen === 0 ? "Filters" : `Filters (${chosen})`}
        </Button>
      </div>
      <div
        id={id}
        className={clsx("flex-wrap items-center gap-2 max-md:w-full md:contents", isOpen ? "flex" : "hidden")}
      >
        {children}
      </div>
      {/* Always there, so that another count is heard by those who do not see the list. */}
      <div role="status" className={clsx("ml-auto text-muted text-xs", !end && "sr-only")}>
        {end}
      </div>
    </div>
  );
}

/** How many of these filters narrow the list: a filter that is not set is null, or an empty list. */
export function countChosen<Key extends string>(
  place: Readonly<Record<Key, unknown>>,
  filters: readonly Key[],
): number {
  return filters.filter((it) => {
    const value = place[it];
    return Array.isArray(value) ? value.length > 0 : value !== null;
  }).length;
}
