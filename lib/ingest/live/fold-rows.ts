import type { Flow } from "@/lib/domain/flow/flow";
import type { Observation } from "@/lib/domain/observation";
import { flowKey, foldFlows } from "./fold-flows";
import { foldObservations, observationKey } from "./fold-observations";

export interface LiveRows {
  readonly observations: readonly Observation[];
  readonly flows: readonly Flow[];
}

/** Two intervals of one sensor as one: the order in which they come does not show in counts and intervals. */
export function foldRows(a: LiveRows, b: LiveRows): LiveRows {
  return {
    observations: foldAll([...a.observations, ...b.observations], observationKey, foldObservations),
    flows: foldAll([...a.flows, ...b.flows], flowKey, foldFlows),
  };
}

/** Rows by their key, in order of first appearance. */
export function groupRows<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

function foldAll<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  fold: (known: readonly Row[], more: readonly Row[]) => Row[],
): Row[] {
  return [...groupRows(rows, keyOf).values()].flatMap((group) => fold([], group));
}
