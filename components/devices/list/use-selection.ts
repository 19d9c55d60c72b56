"use client";

import { useState } from "react";
import type { DeviceRow } from "@/lib/contracts/devices";
import { outsideOf, pickAll, type Selection } from "./selection";

/**
 * Devices picked for one decision. Rows are kept, so that they stay picked when the list is filtered on; which of them the
 * list does not show any more is said, for nobody decides about what they do not see.
 * @param filter what the rows were asked by, without their order
 */
export function useSelection(rows: readonly DeviceRow[], filter: string) {
  const [picked, setPicked] = useState<Selection>(new Map());
  const [anchor, setAnchor] = useState<string | null>(null);
  const outside = outsideOf(picked, rows, filter);

  function toggle(row: DeviceRow, isRange: boolean) {
    const these = isRange ? between(rows, anchor, row.id) : [row];
    setPicked(pickAll(picked, these, { isOn: !picked.has(row.id), filter }));
    setAnchor(row.id);
  }

  return {
    devices: [...picked.values()].map((it) => it.row),
    ids: new Set(picked.keys()) as ReadonlySet<string>,
    outsideCount: outside.size,
    toggle,
    toggleAll: (isOn: boolean) => setPicked(pickAll(picked, rows, { isOn, filter })),
    dropOutside: () => setPicked(new Map([...picked].filter(([id]) => !outside.has(id)))),
    clear: () => setPicked(new Map()),
  };
}

function between(rows: readonly DeviceRow[], from: string | null, to: string): readonly DeviceRow[] {
  const end = rows.findIndex((it) => it.id === to);
  const start = rows.findIndex((it) => it.id === from);
  if (start < 0) return rows.slice(end, end + 1);
  return rows.slice(Math.min(start, end), Math.max(start, end) + 1);
}
