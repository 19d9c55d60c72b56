import { OPERATIONS } from "@/lib/domain/flow/flow";
import type { PairSums } from "@/lib/domain/flow/flow-cube";

/** The pairs one by one, in an order that does not depend on how they came, to be compared. */
export function listCells(sums: PairSums) {
  const timeOf = (us: number | undefined) => (us !== undefined && Number.isFinite(us) ? us : null);
  const cells = Array.from(sums.from, (from, at) => ({
    from: sums.zoneKeys[from] as string,
    to: sums.zoneKeys[sums.to[at] as number] as string,
    protocols: sums.protocolSets[sums.protocols[at] as number],
    flows: sums.flows[at],
    packets: sums.packets[at],
    bytes: sums.bytes[at],
    operations: Object.fromEntries(
      OPERATIONS.flatMap((it) => ((sums.operations[it]?.[at] ?? 0) > 0 ? [[it, sums.operations[it]?.[at]]] : [])),
    ),
    firstSeenUs: timeOf(sums.firstSeenUs[at]),
    lastSeenUs: timeOf(sums.lastSeenUs[at]),
  }));
  const keyOf = (it: { from: string; to: string }) => `${it.from} ${it.to}`;
  return cells.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}
