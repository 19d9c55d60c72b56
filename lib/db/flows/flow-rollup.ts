import "server-only";
import { type DayColumns, type DayTraffic, dayColumns } from "@/lib/domain/flow/day-columns";
import { sql } from "../client";
import type { Sql } from "../sql";
import { FLOW_SUMS } from "./flow-month";
import { beginChanges, NOTE_CHANGED, packDay, packDays } from "./flow-rollup-days";
import { addGrowthUp, type FlowGrowth } from "./flow-rollup-growth";
import { addMovesUp, findMoved, forgetMoves } from "./flow-rollup-moves";
import { NO_DAY, OPERATIONS_ADDED, SUM_COLUMNS, sumsOf } from "./flow-rollup-sums";

export type RollupDays = readonly { readonly day: number; readonly columns: DayColumns }[];

/** The sums of contents; `$1` = their ids. Months that were added up have the sums of their contents already. */
const SUMS_OF_CONTENTS = sumsOf("flow", `f.content_id = any($1::bigint[]) and content.format <> '${FLOW_SUMS}'`);

/** That the inventory is computed from all flows there are, and what came to those that it knew; null when it is not told. */
export interface FlowReading {
  readonly growth: FlowGrowth | null;
}

/**
 * Adds up anew what changed since the last time: contents whose flows, devices or subnets did, as triggers noted, and
 * the days that these touch. `contentIds` are all that belong to the inventory now; others wait, or are gone. Called in
 * every transaction that changes flows or the zone of a device, after both are written. What live sensors send is counted
 * when the inventory is computed with it, `reading`.
 */
export async function refreshFlowRollup(
  tx: Sql,
  contentIds: readonly number[],
  reading: FlowReading | null = null,
): Promise<void> {
  const noted = await tx.query<{ id: number; isIn: boolean; isDropped: boolean | null; isWhole: boolean }>(
    `delete from flow_rollup_stale s where s.content_id = any($1::bigint[])
        or not exists (select 1 from source_content c where c.id = s.content_id)
     returning s.content_id as id, s.content_id = any($1::bigint[]) as "isIn", s.is_whole as "isWhole",
               (select c.flows_dropped_at is not null from source_content c where c.id = s.content_id) as "isDropped"`,
    [contentIds],
  );
  // Whose flows were let go keeps its sums as they stood.
  const current = noted.filter((it) => it.isDropped !== true);
  const growth = reading?.growth ?? null;
  const moved = await findMoved(tx, contentIds);
  const growing = current
    .filter((it) => !it.isWhole && growth?.since.has(it.id) && !moved.has(it.id))
    .map(({ id }) => id);
  await beginChanges(tx);
  const ungrown = growth && growing.length > 0 ? await addGrowthUp(tx, growth, growing) : null;
  const isNoted = new Set(noted.map(({ id }) => id));
  const unmoved = await addMovesUp(
    tx,
    [...moved].filter((id) => !isNoted.has(id)),
  );
  await forgetMoves(tx);
  const stale = [
    ...current.filter(({ id }) => !growing.includes(id) || ungrown?.has(id)),
    ...[...unmoved].map((id) => ({ id, isIn: true })),
  ];
  const [state] = await tx.query<{ rev: number | null }>("select max(rev) as rev from flow_rollup_day");
  const rev = (state?.rev ?? 0) + 1;
  if (stale.length > 0) {
    await tx.run(
      `with gone as (delete from flow_rollup where content_id = any($1::bigint[]) returning day, from_zone, to_zone, protocol)
       ${NOTE_CHANGED} select * from gone`,
      [stale.map((it) => it.id)],
    );
    await tx.run(
      `with sums as (insert into flow_rollup (${SUM_COLUMNS}) ${SUMS_OF_CONTENTS} returning day, from_zone, to_zone, protocol)
       ${NOTE_CHANGED} select * from sums`,
      [stale.filter((it) => it.isIn).map((it) => it.id)],
    );
    if (reading === null) {
      await noteEarly(
        tx,
        stale.map((it) => it.id),
      );
    }
  }
  if (current.length > 0) {
    await tx.run(
      `update source_content c set flow_count = coalesce((select sum(flows) from flow_rollup r where r.content_id = c.id), 0)
        where id = any($1::bigint[])`,
      [current.map((it) => it.id)],
    );
  }
  // A row that says that there is nothing: from now on the sums are kept.
  if (state?.rev === null) await packDay(tx, NO_DAY, rev);
  await packDays(tx, rev);
}

/** What was added up now with flows that the inventory has not read is added up as a whole when it has. */
async function noteEarly(tx: Sql, contentIds: readonly number[]): Promise<void> {
  await tx.run(
    `insert into flow_rollup_stale (content_id)
     select c.id from source_content c join inventory_content k on k.content_id = c.id
      where c.id = any($1::bigint[]) and k.flows < c.committed_flows
     on conflict (content_id) do update set is_whole = true`,
    [contentIds],
  );
}

/** The packed days that are newer than `knownRev`; null when nothing was ever added up. */
export async function findRollupDays(
  knownRev: number,
): Promise<{ readonly rev: number; readonly days: RollupDays } | null> {
  const [state] = await sql.query<{ rev: number | null }>("select max(rev) as rev from flow_rollup_day");
  if (!state || state.rev === null) return null;
  if (state.rev === knownRev) return { rev: knownRev, days: [] };
  const days = await sql.query<{ day: number; rev: number; columns: DayColumns }>(
    "select day, rev, cells as columns from flow_rollup_day where rev > $1",
    [knownRev],
  );
  return { rev: Math.max(knownRev, ...days.map((it) => it.rev)), days };
}

/** The same sums from every flow of complete contents, by day: before any were kept, and what tests hold them against. */
export async function sumRollupDays(): Promise<RollupDays> {
  const contents = await sql.query<{ id: number }>("select id from source_content where is_complete");
  const rows = await sql.query<DayTraffic & { readonly day: number }>(
    `select day, from_zone as "from", to_zone as "to", protocol, sum(flows)::bigint as flows,
            sum(packets)::bigint as packets, sum(bytes)::bigint as bytes, to_json(${OPERATIONS_ADDED}) as operations,
            min(first_seen_us) as "firstSeenUs", max(last_seen_us) as "lastSeenUs", '{}'::text[] as ports
       from (${SUMS_OF_CONTENTS}) s group by day, from_zone, to_zone, protocol`,
    [contents.map((it) => it.id)],
  );
  const days = new Map<number, DayTraffic[]>();
  for (const { day, ...row } of rows) {
    const known = days.get(day);
    if (known) known.push(row);
    else days.set(day, [row]);
  }
  return [...days].map(([day, ofDay]) => ({ day, columns: dayColumns(ofDay) }));
}
