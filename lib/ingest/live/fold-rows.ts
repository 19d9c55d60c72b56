import type { Flow } from "@/lib/domain/flow/flow";
import { groupRows } from "@/lib/domain/group-rows";
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

function foldAll<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  fold: (known: readonly Row[], more: readonly Row[]) => Row[],
): Row[] {
  return [...groupRows(rows, keyOf).values()].flatMap((group) => fold([], group));
}
