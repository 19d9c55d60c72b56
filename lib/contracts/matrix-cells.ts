import { OPERATIONS, type Operation } from "@/lib/domain/flow/flow";
import { isoTime as sayTime } from "@/lib/domain/iso-time";
import { VERDICTS } from "./choices";
import type { FlowMatrix, MatrixCell } from "./flow-matrix";

/** One cell by its place. */
export function matrixCellAt({ zones, protocolSets, cells }: FlowMatrix, at: number): MatrixCell {
  const operations: Partial<Record<Operation, number>> = {};
  for (const operation of OPERATIONS) {
    const count = cells.operations[operation]?.[at] ?? 0;
    if (count > 0) operations[operation] = count;
  }
  return {
    from: zones[cells.from[at] as number]?.key ?? "",
    to: zones[cells.to[at] as number]?.key ?? "",
    protocols: [...(protocolSets[cells.protocols[at] as number] ?? [])],
    flows: cells.flows[at] as number,
    packets: cells.packets[at] as number,
    bytes: cells.bytes[at] as number,
    bytesBefore: cells.bytesBefore?.[at] ?? null,
    operations,
    firstSeenAt: sayTime(cells.firstSeenUs[at] ?? null),
    lastSeenAt: sayTime(cells.lastSeenUs[at] ?? null),
    verdict: VERDICTS[cells.verdict[at] as number] as MatrixCell["verdict"],
  };
}

/** The cells one by one. */
export function matrixCells(matrix: FlowMatrix): MatrixCell[] {
  return matrix.cells.from.map((_, at) => matrixCellAt(matrix, at));
}
