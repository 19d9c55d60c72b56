import { narrowZones } from "@/lib/domain/zone/narrow-zones";
import type { FlowMatrix } from "./flow-matrix";

/** The matrix of one site, by the site's name: its zones, and what speaks with them. */
export function narrowMatrix(matrix: FlowMatrix, site: string): FlowMatrix {
  const { from, to } = matrix.cells;
  const keyAt = (place: number | undefined) => matrix.zones[place as number]?.key ?? "";
  const pairs = from.map((it, at) => ({ from: keyAt(it), to: keyAt(to[at]) }));
  const { zones, keeps } = narrowZones(matrix.zones, pairs, site);
  const isKept = pairs.map(keeps);
  const places = new Map(zones.map(({ key }, at) => [key, at]));
  const newPlace = matrix.zones.map(({ key }) => places.get(key) ?? -1);
  const kept = <Value>(column: readonly Value[]) => column.filter((_, at) => isKept[at]);
  const { operations, bytesBefore, verdict, flows, packets, bytes, firstSeenUs, lastSeenUs, protocols } = matrix.cells;
  return {
    ...matrix,
    zones: [...zones],
    cells: {
      from: kept(from).map((it) => newPlace[it] as number),
      to: kept(to).map((it) => newPlace[it] as number),
      ...{ verdict: kept(verdict), flows: kept(flows), packets: kept(packets), bytes: kept(bytes) },
      ...{ firstSeenUs: kept(firstSeenUs), lastSeenUs: kept(lastSeenUs), protocols: kept(protocols) },
      bytesBefore: bytesBefore && kept(bytesBefore),
      operations: Object.fromEntries(
        Object.entries(operations).map(([name, column]) => [name, kept(column as readonly number[])]),
      ),
    },
  };
}
