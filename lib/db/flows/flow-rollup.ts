import "server-only";
import { type DayColumns, type DayTraffic, dayColumns } from "@/lib/domain/flow/day-columns";
import { OPERATIONS } from "@/lib/domain/flow/flow";
import { sql } from "../client";
import type { Sql } from "../sql";
import { FLOW_SUMS } from "./flow-month";
import { addGrowthUp, type FlowGrowth } from "./flow-rollup-growth";
import { addMovesUp, findMoved, forgetMoves } from "./flow-rollup-moves";
import { fewPorts, NO_DAY, SUM_COLUMNS, sumsOf } from "./flow-rollup-sums";

export type RollupDays = readonly { readonly day: number; readonly columns: DayColumns }[];

/** The sums of contents; `$1` = their ids. Months that were added up have the sums of their contents already. */
const SUMS_OF_CONTENTS = sumsOf("flow", `f.content_id = any($1::bigint[]) and content.format <> '${FLOW_SUMS}'`);

const OPERATIONS_ADDED = `array[${OPERATIONS.map((_, at) => `sum(s.operations[${at + 1}])::bigint`).join(", ")}]`;
/**
 * A name on a day, as one value: by two the planner, who knows nothing of these rows, joins all names of a day with all of
 * its sums first.
 */
const keyOf = (row: string, name: string) => `(${row}.day || ' ' || ${row}.${name}::text) collate "C"`;
/** Names of each day's sums and their places among them. */
const placesOf = (column: string, rows = "sums") =>
  `select day, ${column} as name, row_number() over (partition by day order by ${column}) - 1 as place,
          ${keyOf("named", column)} as key
     from (select distinct day, ${column} from ${rows}) named`;
const names = (places: string) =>
  `(select json_agg(name order by place) from ${places} places where places.day = s.day)`;
/** One order for all columns, so that rows are sorted once. */
const column = (values: string) => `json_agg(${values} order by s.from_place, s.to_place, s.protocol_place)`;
const OPERATION_COLUMNS = OPERATIONS.map(
  (_, at) => `case when max(s.operations[${at + 1}]) > 0 then ${column(`s.operations[${at + 1}]`)} end`,
).join(", ");
/** All contents together in columns, packed (DayColumns); `$1` = the days. */
const PACKED_DAYS = `
  with sums as materialized (
    select s.day, s.from_zone, s.to_zone, s.protocol, sum(s.flows) as flows, sum(s.packets) as packets,
           sum(s.bytes) as bytes, ${OPERATIONS_ADDED} as operations, min(s.first_seen_us) as first_seen_us,
           max(s.last_seen_us) as last_seen_us,
           (select ${fewPorts("coalesce(array_agg(distinct port order by port), '{}')")} from unnest(string_to_array(nullif(string_agg(array_to_string(s.ports, ','), ','), ''), ',')) port where port <> '') as ports
      from flow_rollup s where s.day = any($1::int[]) group by 1, 2, 3, 4),
  zone_places as materialized (${placesOf("zone", "(select day, from_zone as zone from sums union all select day, to_zone from sums) ends")}),
  protocol_places as materialized (${placesOf("protocol")}),
  port_places as materialized (${placesOf("ports")}),
  packed as (
    select s.day, json_build_object(
             'zones', ${names("zone_places")}, 'protocols', ${names("protocol_places")}, 'portLists', ${names("port_places")},
             'from', ${column("s.from_place")}, 'to', ${column("s.to_place")}, 'protocol', ${column("s.protocol_place")},
             'flows', ${column("s.flows")}, 'packets', ${column("s.packets")}, 'bytes', ${column("s.bytes")},
             'operations', json_build_array(${OPERATION_COLUMNS}),
             'firstSeenUs', ${column("s.first_seen_us")}, 'lastSeenUs', ${column("s.last_seen_us")},
             'ports', ${column("s.port_place")}) as cells
      from (select sums.*, f.place as from_place, t.place as to_place, p.place as protocol_place, l.place as port_place
              from sums join zone_places f on f.key = ${keyOf("sums", "from_zone")}
                   join zone_places t on t.key = ${keyOf("sums", "to_zone")}
                   join protocol_places p on p.key = ${keyOf("sums", "protocol")}
                   join port_places l on l.key = ${keyOf("sums", "ports")}) s
     group by s.day)
  select asked.day, coalesce(packed.cells, '${JSON.stringify(dayColumns([]))}') as cells
    from unnest($1::int[]) asked(day) left join packed on packed.day = asked.day`;

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
  const grown = growth && growing.length > 0 ? await addGrowthUp(tx, growth, growing) : null;
  const isNoted = new Set(noted.map(({ id }) => id));
  const shifted = await addMovesUp(
    tx,
    [...moved].filter((id) => !isNoted.has(id)),
  );
  await forgetMoves(tx);
  const stale = [
    ...current.filter(({ id }) => !growing.includes(id) || grown?.failed.has(id)),
    ...[...shifted.failed].map((id) => ({ id, isIn: true })),
  ];
  const [state] = await tx.query<{ rev: number | null }>("select max(rev) as rev from flow_rollup_day");
  const rev = (state?.rev ?? 0) + 1;
  const days = new Set<number>([...(grown?.days ?? []), ...shifted.days]);
  if (stale.length > 0) {
    const before = await tx.query<{ day: number }>(
      `with gone as (delete from flow_rollup where content_id = any($1::bigint[]) returning day)
       select distinct day from gone`,
      [stale.map((it) => it.id)],
    );
    const after = await tx.query<{ day: number }>(
      `with sums as (insert into flow_rollup (${SUM_COLUMNS}) ${SUMS_OF_CONTENTS} returning day)
       select distinct day from sums`,
      [stale.filter((it) => it.isIn).map((it) => it.id)],
    );
    for (const { day } of [...before, ...after]) days.add(day);
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
  if (state?.rev === null) days.add(NO_DAY);
  await packDays(tx, [...days], rev);
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

/** Packs the sums of these days; a day on which nothing changed keeps its revision. */
export async function packDays(tx: Sql, days: readonly number[], rev: number): Promise<void> {
  await tx.run(
    `insert into flow_rollup_day as d (day, rev, cells) select day, $2, cells from (${PACKED_DAYS}) packed
     on conflict (day) do update set rev = excluded.rev, cells = excluded.cells
      where d.cells::text <> excluded.cells::text`,
    [days, rev],
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
