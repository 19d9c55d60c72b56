import "server-only";
import type { OperationCounts } from "@/lib/domain/flow/flow";
import { sql } from "./client";
import { PLACED_SUMS } from "./conversation-query";
import type { Sql } from "./sql";

/** From zone, to zone, protocol, flows, packets, bytes, operations, first and last seen in µs. */
export type RollupCell = readonly [
  from: string,
  to: string,
  protocol: string,
  flows: number,
  packets: number,
  bytes: number,
  operations: OperationCounts,
  firstSeenUs: number | null,
  lastSeenUs: number | null,
];

/**
 * Adds the conversations up by zones and protocol. Called in every transaction that changes conversations or the zone
 * of a device, after both are written; an equal sum is not written again.
 */
export async function refreshFlowRollup(tx: Sql): Promise<void> {
  await tx.run(
    `insert into flow_rollup as r (id, rev, cells)
     select 1, 1, coalesce(json_agg(json_build_array("from", "to", protocol, flows, packets, bytes, operations,
                                                     first_seen_us, last_seen_us)
                                    order by "from", "to", protocol), '[]')
       from (${PLACED_SUMS}) placed
     on conflict (id) do update set rev = r.rev + 1, cells = excluded.cells
      where r.cells::text <> excluded.cells::text`,
  );
}

/** The same sums, added up now: before they were kept for the first time. */
export async function sumPlacedCells(): Promise<RollupCell[]> {
  const [row] = await sql.query<{ cells: RollupCell[] }>(
    `select coalesce(json_agg(json_build_array("from", "to", protocol, flows, packets, bytes, operations,
                                               first_seen_us, last_seen_us)), '[]') as cells from (${PLACED_SUMS}) placed`,
  );
  return row?.cells ?? [];
}

/** The sums when they are newer than `knownRev`, else null; undefined when nothing was ever added up. */
export async function findFlowRollup(
  knownRev: number,
): Promise<{ readonly rev: number; readonly cells: readonly RollupCell[] } | null | undefined> {
  const [row] = await sql.query<{ rev: number; cells: RollupCell[] | null }>(
    "select rev, case when rev <> $1 then cells end as cells from flow_rollup",
    [knownRev],
  );
  if (!row) return undefined;
  return row.cells === null ? null : { rev: row.rev, cells: row.cells };
}
