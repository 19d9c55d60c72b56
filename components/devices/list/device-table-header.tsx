import { clsx } from "clsx";
import { Checkbox } from "@/components/ui/checkbox";
import { SortButton } from "@/components/ui/table";
import type { DeviceSort } from "@/lib/client/device-search";
import type { DeviceRow } from "@/lib/contracts/devices";
import type { DeviceColumn } from "./columns";

/** What the headings say and change. */
export interface DeviceTableHeadings {
  /** Those that are loaded. */
  readonly rows: readonly DeviceRow[];
  readonly columns: readonly DeviceColumn[];
  readonly sort: DeviceSort;
  readonly order: "asc" | "desc";
  readonly onSort: (sort: DeviceSort) => void;
  readonly canSelect: boolean;
  readonly selected: ReadonlySet<string>;
  readonly onSelectAll: (isSelected: boolean) => void;
}

interface DeviceTableHeaderProps extends DeviceTableHeadings {
  /** Widths of the columns, as the rows have them. */
  readonly template: string;
}

/** The headings of the device table: what is sorted by, and the box for all rows that are loaded. */
export function DeviceTableHeader(props: DeviceTableHeaderProps) {
  const { rows, columns, canSelect, selected, onSelectAll, template } = props;
  const pickedCount = selected.size === 0 ? 0 : rows.filter((it) => selected.has(it.id)).length;
  const shared = { sort: props.sort, order: props.order, onSort: props.onSort, canSelect };
  return (
    // biome-ignore-start lint/a11y/useSemanticElements: see the table
    // biome-ignore-start lint/a11y/useFocusableInteractive: the links and boxes inside take the focus
    <div
      role="row"
      aria-rowindex={1}
      className="grid h-8 items-center border-b bg-surface text-muted md:pr-4 text-xs"
      style={{ gridTemplateColumns: template }}
    >
      {canSelect ? (
        <div role="columnheader" className="sticky left-0 z-10 flex h-full items-center bg-inherit pl-3">
          <Checkbox
            aria-label="Select all loaded devices"
            checked={rows.length > 0 && pickedCount === rows.length}
            isMixed={pickedCount > 0 && pickedCount < rows.length}
            onChange={(event) => onSelectAll(event.target.checked)}
          />
        </div>
      ) : null}
      <HeaderCell {...shared} label="Name" sortKey="name" isSticky />
      {columns.map((column) => (
        <HeaderCell
          key={column.id}
          {...shared}
          label={column.label}
          sortKey={column.sort ?? null}
          isNumber={column.isNumber ?? false}
        />
      ))}
    </div>
    // biome-ignore-end lint/a11y/useFocusableInteractive: the links and boxes inside take the focus
    // biome-ignore-end lint/a11y/useSemanticElements: see the table
  );
}

interface HeaderCellProps extends Pick<DeviceTableHeadings, "sort" | "order" | "onSort"> {
  readonly label: string;
  readonly sortKey: DeviceSort | null;
  readonly isSticky?: boolean;
  readonly isNumber?: boolean;
  readonly canSelect: boolean;
}

function HeaderCell({ label, sortKey, sort, order, onSort, isSticky, isNumber, canSelect }: HeaderCellProps) {
  const direction = sortKey === sort ? order : null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the table
    // biome-ignore lint/a11y/useFocusableInteractive: see the table
    <div
      role="columnheader"
      aria-sort={direction === "asc" ? "ascending" : direction === "desc" ? "descending" : undefined}
      className={clsx(
        "flex h-full min-w-0 items-center whitespace-nowrap px-2 font-medium",
        isNumber && "justify-end",
        isSticky && "sticky z-10 bg-inherit",
        isSticky && (canSelect ? "left-9" : "left-0 pl-4!"),
      )}
    >
      {sortKey ? (
        <SortButton sort={direction} onSort={() => onSort(sortKey)}>
          {label}
        </SortButton>
      ) : (
        label
      )}
    </div>
  );
}
