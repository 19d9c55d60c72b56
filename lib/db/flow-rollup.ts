import "server-only";
import { type DayColumns, type DayTraffic, dayColumns } from "@/lib/domain/flow/day-columns";
import { OPERATIONS } from "@/lib/domain/flow/flow";
import { sql } from "./client";
import { FLOW_SUMS, NO_TIME } from "./flow-month";
import { endDevices, zoneKeys } from "./flow-zones";
import type { Sql } from "./sql";

export type RollupDays = readonly { readonly day: number; readonly columns: DayColumns }[];

/** The day of flows without a time. */
export const NO_DAY = -1;
/** Of more ports than these only that there are many is kept, as MANY_PORTS: no rule on ports names those. */
const MAX_PORTS = 32;
export const MANY_PORTS = "many";

/** The UTC day on which the flow `f` began, as SQL text. */
export const FLOW_DAY = `case when f.first_seen_us is null then ${NO_DAY} else (f.first_seen_us / 86400000000)::int end`;
const { from: FROM_ZONE, to: TO_ZONE } = zoneKeys("f", "content.realm_id");
const OPERATION_SUMS = `array[${OPERATIONS.map((it) => `coalesce(sum((f.operations->>'${it}')::bigint), 0)`).join(", ")}]::bigint[]`;
const fewPorts = (ports: string) =>
  `case when cardinality(${ports}) > ${MAX_PORTS} then array['${MANY_PORTS}'] else ${ports} end`;
/** Of the flows, the newest first; those without a time stand behind the others. */
const SEQS = "array_agg(f.seq order by f.last_seen_us desc nulls last, f.seq)";
const PORTS = `array_agg(distinct f.transport || ' ' || f.port) filter (where f.port is not null)`;

/** The sums of contents by day, zones and protocol, as SQL text; `$1` = ids of the contents. Months that were added up
 *  have the sums of their contents already. */
const SUMS_OF_CONTENTS = `
  select f.content_id, ${FLOW_DAY} as day, ${FROM_ZONE} as from_zone, ${TO_ZONE} as to_zone, f.protocol, count(*) as flows,
         sum(f.packets) as packets, sum(f.bytes) as bytes, ${OPERATION_SUMS} as operations,
         min(f.first_seen_us) as first_seen_us, max(f.last_seen_us) as last_seen_us,
         ${fewPorts(`coalesce(${PORTS}, '{}')`)} as ports,
         ${SEQS} as seqs, min(coalesce(f.last_seen_us, ${NO_TIME})) as oldest_us
    from flow f join source_content content on content.id = f.content_id ${endDevices("f")}
   where f.content_id = any($1::bigint[]) and content.format <> '${FLOW_SUMS}' group by 1, 2, 3, 4, 5`;

const OPERATIONS_ADDED = `array[${OPERATIONS.map((_, at) => `sum(s.operations[${at + 1}])::bigint`).join(", ")}]`;
/** Names of each day's sums and their places among them. */
const placesOf = (column: string, rows = "sums") =>
  `select day, ${column} as name, row_number() over (partition by day order by ${column}) - 1 as place
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
              from sums join zone_places f on f.day = sums.day and f.name = from_zone
                   join zone_places t on t.day = sums.day and t.name = to_zone
                   join protocol_places p on p.day = sums.day and p.name = protocol
                   join port_places l on l.day = sums.day and l.name = ports) s
     group by s.day)
  select asked.day, coalesce(packed.cells, '${JSON.stringify(dayColumns([]))}') as cells
    from unnest($1::int[]) asked(day) left join packed on packed.day = asked.day`;

/**
 * Adds up anew what changed since the last time: contents whose flows, devices or subnets did, as triggers noted, and
 * the days that these touch. `contentIds` are all that belong to the inventory now; others wait, or are gone. Called in
 * every transaction that changes flows or the zone of a device, after both are written.
 */
export async function refreshFlowRollup(tx: Sql, contentIds: readonly number[]): Promise<void> {
  const noted = await tx.query<{ id: number; isIn: boolean; isDropped: boolean | null }>(
    `delete from flow_rollup_stale s where s.content_id = any($1::bigint[])
        or not exists (select 1 from source_content c where c.id = s.content_id)
     returning s.content_id as id, s.content_id = any($1::bigint[]) as "isIn",
               (select c.flows_dropped_at is not null from source_content c where c.id = s.content_id) as "isDropped"`,
    [contentIds],
  );
  // Whose flows were let go keeps its sums as they stood.
  const stale = noted.filter((it) => it.isDropped !== true);
  const [state] = await tx.query<{ rev: number | null }>("select max(rev) as rev from flow_rollup_day");
  const rev = (state?.rev ?? 0) + 1;
  const days = new Set<number>();
  if (stale.length > 0) {
    const before = await tx.query<{ day: number }>(
      `with gone as (delete from flow_rollup where content_id = any($1::bigint[]) returning day)
       select distinct day from gone`,
      [stale.map((it) => it.id)],
    );
    const after = await tx.query<{ day: number }>(
      `with sums as (insert into flow_rollup (content_id, day, from_zone, to_zone, protocol, flows, packets, bytes,
                       operations, first_seen_us, last_seen_us, ports, seqs, oldest_us) ${SUMS_OF_CONTENTS} returning day)
       select distinct day from sums`,
      [stale.filter((it) => it.isIn).map((it) => it.id)],
    );
    for (const { day } of [...before, ...after]) days.add(day);
    await tx.run(
      `update source_content c set flow_count = coalesce((select sum(flows) from flow_rollup r where r.content_id = c.id), 0)
        where id = any($1::bigint[])`,
      [stale.map((it) => it.id)],
    );
  }
  // A row that says that there is nothing: from now on the sums are kept.
  if (state?.rev === null) days.add(NO_DAY);
  await packDays(tx, [...days], rev);
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
