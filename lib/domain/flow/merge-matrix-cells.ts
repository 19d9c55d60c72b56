import type { JudgedTraffic } from "../zone/judge-conduits";
import { OPERATIONS, type OperationCounts } from "./flow";

/** Traffic from one zone to another, by one or several protocols; `traffic` is the same told apart by protocol. */
export interface ZoneTraffic {
  readonly from: string;
  readonly to: string;
  readonly protocols: readonly string[];
  readonly flows: number;
  readonly packets: number;
  readonly bytes: number;
  readonly operations: OperationCounts;
  readonly traffic: readonly JudgedTraffic[];
  readonly firstSeenUs: number | null;
  readonly lastSeenUs: number | null;
}

/** One cell per pair of zones, largest first; sums add up, so the order of what comes in does not matter. */
export function mergeMatrixCells(parts: Iterable<ZoneTraffic>): ZoneTraffic[] {
  const cells = new Map<string, ZoneTraffic>();
  for (const part of parts) {
    const key = `${part.from} ${part.to}`;
    const known = cells.get(key);
    cells.set(key, known ? together(known, part) : part);
  }
  return [...cells.values()].sort(
    (a, b) => b.bytes - a.bytes || compareCodes(a.from, b.from) || compareCodes(a.to, b.to),
  );
}

function together(a: ZoneTraffic, b: ZoneTraffic): ZoneTraffic {
  return {
    from: a.from,
    to: a.to,
    protocols: [...new Set([...a.protocols, ...b.protocols])].sort(),
    flows: a.flows + b.flows,
    packets: a.packets + b.packets,
    bytes: a.bytes + b.bytes,
    operations: sumOperations(a.operations, b.operations),
    traffic: [...a.traffic, ...b.traffic].sort((x, y) => compareCodes(x.protocol, y.protocol)),
    firstSeenUs: pick(Math.min, a.firstSeenUs, b.firstSeenUs),
    lastSeenUs: pick(Math.max, a.lastSeenUs, b.lastSeenUs),
  };
}

/** Operations that never happened stay away. */
function sumOperations(a: OperationCounts, b: OperationCounts): OperationCounts {
  const sums: Record<string, number> = {};
  for (const operation of OPERATIONS) {
    const sum = (a[operation] ?? 0) + (b[operation] ?? 0);
    if (sum > 0) sums[operation] = sum;
  }
  return sums as OperationCounts;
}

function pick(choose: (a: number, b: number) => number, a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return choose(a, b);
}

const compareCodes = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
