import { z } from "zod";
import { OPERATIONS } from "@/lib/domain/flow/flow";
import { VERDICTS } from "./choices";
import { isoTime, operationCounts, purdueLevel } from "./primitives";

export const verdict = z.enum(VERDICTS);

/** GET /api/v1/zones/matrix?days=&until= – flows that began in the last `days` days up to and with `until` (UTC). */
export const flowMatrixQuery = z.strictObject({
  /** Absent = all that was ever seen, also what has no time. */
  days: z.coerce.number().int().min(1).max(3_660).optional(),
  /** Absent = the newest day with traffic. */
  until: z.iso.date().optional(),
});
export type FlowMatrixQuery = z.output<typeof flowMatrixQuery>;

/** A column of numbers. Zod looks at every entry of an array one by one, which takes longer than adding them up. */
const counts = z.custom<readonly number[]>(
  (column) => Array.isArray(column) && column.every(Number.isSafeInteger),
  "This is no column of numbers.",
);
const times = z.custom<readonly (number | null)[]>(
  (column) => Array.isArray(column) && column.every((it) => it === null || Number.isFinite(it)),
  "This is no column of times.",
);
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
  /** Which protocols passed, each set once. */
  protocolSets: z.array(z.array(z.string())),
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
    firstSeenUs: times,
    lastSeenUs: times,
    /** Places in `protocolSets`. */
    protocols: counts,
    /** How often each was done; what nobody did is left out. */
    operations: z.partialRecord(z.enum(OPERATIONS), counts),
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

/** GET /api/v1/zones/matrix/history?from=&to= – a cell day by day, oldest first; days without traffic are left out. */
export const matrixHistory = z.object({
  items: z.array(z.object({ day: z.string(), flows: z.number().int(), bytes: z.number() })),
});
export type MatrixHistory = z.infer<typeof matrixHistory>;
