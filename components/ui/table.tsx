"use client";

import { clsx } from "clsx";
import { ArrowDown, ArrowUp } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";

interface TableProps extends ComponentProps<"table"> {
  /** Its lines reach from edge to edge of the page, and its outer cells keep the page's margin. */
  readonly isEdgeToEdge?: boolean;
  /** Too many columns for a narrow screen: there each cell is a line, led by the `head` that it is given. */
  readonly isStacked?: boolean;
}

/** At the right by a cell behind the last one, which may be hidden on a narrow screen. Padding, as widths may be squeezed. */
const PAGE_MARGIN =
  "[&_tr>:first-child]:pl-4 md:[&_tr>:first-child]:pl-6 [&_tr]:after:table-cell [&_tr]:after:pl-2 [&_tr]:after:border-b [&_tr]:after:content-[''] md:[&_tr]:after:pl-4";

/** The same for rows that are records on a narrow screen. */
const STACKED_MARGIN =
  "max-md:[&_tbody_tr]:px-2 md:[&_tr>:first-child]:pl-6 md:[&_tr]:after:table-cell md:[&_tr]:after:pl-4 md:[&_tr]:after:border-b md:[&_tr]:after:content-['']";

/** Where a table is wider than a narrow screen, what its rows are about stays in sight. */
const FIRST_STAYS =
  "max-md:[&_tr>:first-child]:sticky max-md:[&_tr>:first-child]:left-0 max-md:[&_tr>:first-child]:z-[1] max-md:[&_tr:not(.bg-selected)>:first-child]:bg-surface max-md:[&_tr.bg-selected>:first-child]:bg-selected";

/** A table with 32 px rows and hairlines. Its container scrolls sideways, the page does not. */
export function Table({ isEdgeToEdge, isStacked, className, ...rest }: TableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="scroll-area relative" tabIndex={0} aria-label={rest["aria-label"] ?? "Table"}>
      <table
        {...rest}
        className={clsx(
          "w-full border-collapse text-left",
          isStacked ? "table-stacked" : FIRST_STAYS,
          isEdgeToEdge && (isStacked ? STACKED_MARGIN : PAGE_MARGIN),
          className,
        )}
      />
    </section>
  );
}

interface ThProps extends Omit<ComponentProps<"th">, "align"> {
  readonly isNumber?: boolean;
  /** Present when the column can be sorted; null = not sorted by it now. */
  readonly sort?: "asc" | "desc" | null;
  readonly onSort?: () => void;
}

export function Th({ isNumber, sort, onSort, className, children, ...rest }: ThProps) {
  const ariaSort = sort === "asc" ? "ascending" : sort === "desc" ? "descending" : undefined;
  return (
    <th
      scope="col"
      aria-sort={ariaSort}
      {...rest}
      className={clsx(
        "h-8 whitespace-nowrap border-b px-2 font-medium text-muted text-xs",
        isNumber ? "text-right" : "text-left",
        className,
      )}
    >
      {onSort ? (
        <SortButton sort={sort ?? null} onSort={onSort}>
          {children}
        </SortButton>
      ) : (
        children
      )}
    </th>
  );
}

interface SortButtonProps {
  readonly sort: "asc" | "desc" | null;
  readonly onSort: () => void;
  readonly children: ReactNode;
}

/** A column heading that sorts; the arrow's place is kept so that nothing jumps. */
export function SortButton({ sort, onSort, children }: SortButtonProps) {
  const Arrow = sort === "asc" ? ArrowUp : ArrowDown;
  return (
    <button
      type="button"
      onClick={onSort}
      className={clsx("group inline-flex h-6 items-center gap-1 rounded-sm hover:text-ink", sort && "text-ink")}
    >
      {children}
      <Arrow aria-hidden size={12} className={clsx(!sort && "opacity-0 group-hover:opacity-60")} />
    </button>
  );
}

interface TdProps extends Omit<ComponentProps<"td">, "align"> {
  readonly isNumber?: boolean;
  /** Its column's name, drawn before it where the table is stacked; without one it leads its row. */
  readonly head?: string;
}

export function Td({ isNumber, head, className, ...rest }: TdProps) {
  return (
    <td
      {...rest}
      data-head={head}
      className={clsx("h-8 border-b px-2 py-0.5", isNumber && "whitespace-nowrap text-right", className)}
    />
  );
}
