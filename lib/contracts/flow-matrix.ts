import { z } from "zod";
import { OPERATIONS, type OperationCounts } from "@/lib/domain/flow/flow";
import { isoTime as sayTime } from "@/lib/domain/iso-time";
import { isoTime, operationCounts, purdueLevel } from "./primitives";

export const verdict = z.enum(["inside", "violation", "undecided"]);
export const VERDICTS = verdict.options;

/** GET /api/v1/zones/matrix?days=&until= – flows that began in the last `days` days up to and with `until` (UTC). */
export const flowMatrixQuery = z.strictObject({
  /** Absent = all that was ever seen, also what has no time. */
  days: z.coerce.number().int().min(1).max(3_660).optional(),
  /** Absent = the newest day with traffic. */
  until: z.iso.date().optional(),
});
export type FlowMatrixQuery = z.output<typeof flowMatrixQuery>;

const counts = z.array(z.number().int());
/**
 * Rows initiate, columns respond. Cells stand in columns, the n-th entry of each is the n-th cell: a plant with 200
 * zones has 40,000 of them.
 */
export const flowMatrix = z.object({
  /** Pseudo zones: "unzoned", "internet". */
  zones: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      purdueLevel: purdueLevel.nullable(),
      deviceCount: z.number().int(),
      site: z.string().nullable(),
      parentKey: z.string().nullable(),
    }),
  ),
  protocols: z.array(z.string()),
  /** First and last day with traffic, and the days that are shown; null where all is. */
  window: z.object({
    firstDay: z.string().nullable(),
    lastDay: z.string().nullable(),
    from: z.string().nullable(),
    until: z.string().nullable(),
  }),
  cells: z.object({
    /** Places in `zones`. */
    from: counts,
    to: counts,
    /** Places in VERDICTS: inside, violation, undecided. */
    verdict: counts,
    flows: counts,
    packets: counts,
    bytes: counts,
    /** Of the window of the same length before; null without a window. */
    bytesBefore: counts.nullable(),
    /** Microseconds since 1970. */
    firstSeenUs: z.array(z.number().nullable()),
    lastSeenUs: z.array(z.number().nullable()),
    /** Places in `protocols`. */
    protocols: z.array(counts),
    /** How often diagnose, read, write, control, program and firmware were done; null for nothing. */
    operations: z.array(counts.nullable()),
  }),
});
export type FlowMatrix = z.infer<typeof flowMatrix>;

/** One cell, as people and exports see it. */
export const matrixCell = z.object({
  from: z.string(),
  to: z.string(),
  protocols: z.array(z.string()),
  flows: z.number().int(),
  packets: z.number(),
  bytes: z.number(),
  bytesBefore: z.number().nullable(),
  operations: operationCounts,
  firstSeenAt: isoTime.nullable(),
  lastSeenAt: isoTime.nullable(),
  verdict,
});
export type MatrixCell = z.infer<typeof matrixCell>;

/** The cells one by one. */
export function matrixCells({ zones, protocols, cells }: FlowMatrix): MatrixCell[] {
  return cells.from.map((from, at) => ({
    from: zones[from]?.key ?? "",
    to: zones[cells.to[at] as number]?.key ?? "",
    protocols: (cells.protocols[at] ?? []).map((it) => protocols[it] as string),
    flows: cells.flows[at] as number,
    packets: cells.packets[at] as number,
    bytes: cells.bytes[at] as number,
    bytesBefore: cells.bytesBefore?.[at] ?? null,
    operations: operationsOf(cells.operations[at] ?? null),
    firstSeenAt: sayTime(cells.firstSeenUs[at] ?? null),
    lastSeenAt: sayTime(cells.lastSeenUs[at] ?? null),
    verdict: VERDICTS[cells.verdict[at] as number] as MatrixCell["verdict"],
  }));
}

function operationsOf(counted: readonly number[] | null): OperationCounts {
  return Object.fromEntries(
    OPERATIONS.flatMap((it, at) => ((counted?.[at] ?? 0) > 0 ? [[it, counted?.[at] as number]] : [])),
  );
}

/** GET /api/v1/zones/matrix/history?from=&to= – a cell day by day, oldest first; days without traffic are left out. */
export const matrixHistory = z.object({
  items: z.array(z.object({ day: z.string(), flows: z.number().int(), bytes: z.number() })),
});
export type MatrixHistory = z.infer<typeof matrixHistory>;
