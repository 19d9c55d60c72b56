"use client";

import { useState } from "react";
import type { DeviceRow } from "@/lib/contracts/devices";

/** Devices picked for one decision. Rows are kept, so that they stay picked when the list is filtered on. */
export function useSelection(rows: readonly DeviceRow[]) {
  const [picked, setPicked] = useState<ReadonlyMap<string, DeviceRow>>(new Map());
  const [anchor, setAnchor] = useState<string | null>(null);

  function toggle(row: DeviceRow, isRange: boolean) {
    const next = new Map(picked);
    const isAdding = !picked.has(row.id);
    for (const one of isRange ? between(rows, anchor, row.id) : [row]) {
      if (isAdding) next.set(one.id, one);
      else next.delete(one.id);
    }
    setPicked(next);
    setAnchor(row.id);
  }

  return {
    devices: [...picked.values()],
    ids: new Set(picked.keys()) as ReadonlySet<string>,
    toggle,
    toggleAll: (isSelected: boolean) => setPicked(isSelected ? new Map(rows.map((it) => [it.id, it])) : new Map()),
    clear: () => setPicked(new Map()),
  };
}

function between(rows: readonly DeviceRow[], from: string | null, to: string): readonly DeviceRow[] {
  const end = rows.findIndex((it) => it.id === to);
  const start = rows.findIndex((it) => it.id === from);
  if (start < 0) return rows.slice(end, end + 1);
  return rows.slice(Math.min(start, end), Math.max(start, end) + 1);
}
