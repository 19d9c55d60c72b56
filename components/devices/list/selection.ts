import type { DeviceRow } from "@/lib/contracts/devices";

/** A device that was picked, and the filter under which it was last seen in the list. */
interface Picked {
  readonly row: DeviceRow;
  readonly filter: string;
}
export type Selection = ReadonlyMap<string, Picked>;

/**
 * Those that the list does not show any more: picked under another filter, and not among the rows of this one. What was
 * picked under this one stays in view also when its rows are far away.
 */
export function outsideOf(selection: Selection, rows: readonly DeviceRow[], filter: string): ReadonlySet<string> {
  const others = [...selection.values()].filter((it) => it.filter !== filter);
  if (others.length === 0) return new Set();
  const shown = new Set(rows.map((it) => it.id));
  return new Set(others.flatMap(({ row }) => (shown.has(row.id) ? [] : [row.id])));
}

/** All rows on or off; what another filter showed stays as it is. */
export function pickAll(selection: Selection, rows: readonly DeviceRow[], to: { isOn: boolean; filter: string }) {
  const next = new Map(selection);
  for (const row of rows) {
    if (to.isOn) next.set(row.id, { row, filter: to.filter });
    else next.delete(row.id);
  }
  return next;
}
