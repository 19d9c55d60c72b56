"use client";

import { useRouter } from "next/navigation";
import { useHotkeys } from "@/lib/client/use-hotkeys";
import type { DeviceRow } from "@/lib/contracts/devices";
import type { RowCursor } from "./use-row-cursor";

interface ListKeys {
  /** By its place among all that fit; undefined when it is not loaded. */
  readonly rowAt: (index: number) => DeviceRow | undefined;
  readonly cursor: RowCursor;
  readonly peek: string | null;
  readonly onPeek: (id: string | null) => void;
  /** Absent where nothing can be decided. */
  readonly onSelect: ((row: DeviceRow) => void) | null;
  readonly onClearSelection: () => void;
  readonly onToggleFilters: () => void;
}

/** The list by keys: move, open, peek, select, let go. An open peek follows the cursor. */
export function useListKeys({
  rowAt,
  cursor,
  peek,
  onPeek,
  onSelect,
  onClearSelection,
  onToggleFilters,
}: ListKeys): void {
  const router = useRouter();
  const group = "Devices";
  const current = rowAt(cursor.index);
  const step = (by: number) => {
    const row = rowAt(cursor.move(by));
    if (row && peek !== null) onPeek(row.id);
  };
  useHotkeys([
    { key: "j", label: "Next device", group, run: () => step(1) },
    { key: "k", label: "Previous device", group, run: () => step(-1) },
    { key: "ArrowDown", label: "", group, run: () => step(1) },
    { key: "ArrowUp", label: "", group, run: () => step(-1) },
    { key: "Home", label: "First device", group, run: () => step(Number.NEGATIVE_INFINITY) },
    { key: "End", label: "Last device", group, run: () => step(Number.POSITIVE_INFINITY) },
    { key: "Enter", label: "Open", group, run: () => current && router.push(`/devices/${current.id}`) },
    { key: " ", label: "Peek", group, run: () => current && onPeek(peek === current.id ? null : current.id) },
    { key: "x", label: "Select", group, run: () => current && onSelect?.(current) },
    { key: "f", label: "Show or hide filters", group, run: onToggleFilters },
    {
      key: "Escape",
      label: "Close the peek, then let go of the selection",
      group,
      run: () => (peek === null ? onClearSelection() : onPeek(null)),
    },
  ]);
}
