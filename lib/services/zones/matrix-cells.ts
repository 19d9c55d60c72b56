import "server-only";
import { findFlowRollup, type RollupCell, sumPlacedCells } from "@/lib/db/flow-rollup";
import { mergeMatrixCells, type ZoneTraffic } from "@/lib/domain/flow/merge-matrix-cells";

/** The last sums that were read; who asks again reads only whether there are newer ones. */
let latest: { readonly rev: number; readonly cells: readonly ZoneTraffic[] } = { rev: 0, cells: [] };

/** Flows per pair of zones and protocol, from the kept sums; empty before the first rebuild. */
export async function zoneFlowSums(): Promise<
  { readonly from: string; readonly to: string; readonly protocol: string; readonly flows: number }[]
> {
  const found = await findFlowRollup(0);
  return (found?.cells ?? []).map(([from, to, protocol, flows]) => ({ from, to, protocol, flows }));
}

/** Every pair of zones with traffic, largest first, from the kept sums; before the first ones from the conversations. */
export async function matrixCells(): Promise<readonly ZoneTraffic[]> {
  const found = await findFlowRollup(latest.rev);
  if (found === undefined) return mergeMatrixCells((await sumPlacedCells()).map(unpack));
  if (found) latest = { rev: found.rev, cells: mergeMatrixCells(found.cells.map(unpack)) };
  return latest.cells;
}

function unpack([from, to, protocol, flows, packets, bytes, operations, first, last]: RollupCell): ZoneTraffic {
  const traffic = [{ protocol, operations, ports: null }];
  return {
    ...{ from, to, protocols: [protocol], flows, packets, bytes, operations, traffic },
    ...{ firstSeenUs: first, lastSeenUs: last },
  };
}
