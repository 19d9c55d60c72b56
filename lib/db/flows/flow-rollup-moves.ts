import "server-only";
import { OPERATIONS } from "@/lib/domain/flow/flow";
import type { Sql } from "../sql";
import { noteWork } from "../work-progress";
import { FLOW_SUMS, NO_TIME } from "./flow-month";
import { NOTE_CHANGED } from "./flow-rollup-days";
import { addListsUp } from "./flow-rollup-growth";
import { FLOW_DAY, fewPorts, MANY_PORTS, SUM_COLUMNS, SUMS } from "./flow-rollup-sums";
import { endDevices, zoneKeys } from "./flow-zones";

/** So many flows are told apart in one statement: those of a plant that moves as a whole would take longer than one may. */
const FLOWS_AT_ONCE = 50_000;
/** Fewer are moved within about a second. */
const FLOWS_WORTH_SAYING = 2_000;

const FLOW_COLUMNS = `content_id, seq, first_seen_us, last_seen_us, protocol, transport, port, packets, bytes, operations,
  initiator_device_id, initiator_ip, initiator_mac, responder_device_id, responder_ip, responder_mac`;

/**
 * Tables of a connection, empty outside a transaction. `leaving_sum` and `joining_sum` are what the flows that move add up
 * to where they were counted and where they count now, `moved_cell` what becomes of each sum that they touch.
 */
const TABLES = [
  `create temporary table if not exists moving_flow on commit delete rows as
     select ${FLOW_COLUMNS} from flow with no data`,
  ...["leaving_sum", "joining_sum"].map(
    (name) => `create temporary table if not exists ${name} (like flow_rollup) on commit delete rows`,
  ),
  "create temporary table if not exists moved_cell (like flow_rollup, way text) on commit delete rows",
];

/**
 * Flows of devices that moved, of contents that have flows; `$1` = the contents, `$2` = the devices. Their number has to be
 * seen by the planner: many are read in the order in which they lie, each page of the table once.
 */
const FLOWS_OF_MOVED = `
  with known as materialized (
    select id from source_content where id = any($1::bigint[]) and format <> '${FLOW_SUMS}' and flows_dropped_at is null)
  select ${FLOW_COLUMNS} from flow f where f.initiator_device_id = any($2::uuid[]) and f.content_id in (select id from known)
  union all
  select ${FLOW_COLUMNS} from flow f where f.responder_device_id = any($2::uuid[]) and f.content_id in (select id from known)
     and (f.initiator_device_id is null or f.initiator_device_id <> all($2::uuid[]))`;

/** The devices of the ends as they stood when their flows were counted. */
const DEVICES_BEFORE = ["initiator", "responder"]
  .map(
    (end) => `
  left join flow_rollup_moved moved_${end} on moved_${end}.device_id = f.${end}_device_id
  cross join lateral (select ${end}.id, case when moved_${end}.device_id is null then ${end}.zone_id
                                             else moved_${end}.zone_id end as zone_id) ${end}_before`,
  )
  .join("");
const NOW = zoneKeys("f", "content.realm_id");
const BEFORE = zoneKeys("f", "content.realm_id", { initiator: "initiator_before", responder: "responder_before" });

/**
 * What the flows of these contents add up to where they were counted and where they count now; `$1` = the contents. A flow
 * that both ends take along into the cell where it was counted is left out. In the order of contents, as the flows of
 * each lie together.
 */
const ADD_MOVES_UP = `
  with counted as materialized (
    select f.*, ${FLOW_DAY} as day, ${BEFORE.from} as from_before, ${BEFORE.to} as to_before,
           ${NOW.from} as from_now, ${NOW.to} as to_now
      from moving_flow f join source_content content on content.id = f.content_id ${endDevices("f")} ${DEVICES_BEFORE}
     where f.content_id = any($1::bigint[])),
  moved as (select * from counted where (from_before, to_before) <> (from_now, to_now)),
  leaving as (
    insert into leaving_sum (${SUM_COLUMNS})
    select f.content_id, f.day, f.from_before, f.to_before, f.protocol, ${SUMS} from moved f group by 1, 2, 3, 4, 5 order by 1)
  insert into joining_sum (${SUM_COLUMNS})
  select f.content_id, f.day, f.from_now, f.to_now, f.protocol, ${SUMS} from moved f group by 1, 2, 3, 4, 5 order by 1`;

const KEY = "content_id, day, from_zone, to_zone, protocol";
const isKeyOf = (one: string, other: string) =>
  `(${["content_id", "day", "from_zone", "to_zone", "protocol"].map((it) => `${one}.${it}`).join(", ")})
     = (${["content_id", "day", "from_zone", "to_zone", "protocol"].map((it) => `${other}.${it}`).join(", ")})`;
/** SQL: of a number of a sum, what it is without what leaves and with what joins. */
const changed = (number: string) =>
  `coalesce(r.${number}, 0) - coalesce(less.${number}, 0) + coalesce(more.${number}, 0)`;
const OPERATIONS_CHANGED = `array[${OPERATIONS.map((_, at) => changed(`operations[${at + 1}]`)).join(", ")}]`;

/** The flows that stay, in their order. */
const STAYING = `
  select array_agg(seq order by seen_us desc, seq) as seqs, array_agg(seen_us order by seen_us desc, seq) as seen_us
    from (select seq, max(seen_us) as seen_us
            from (select seq, seen_us, false as goes from unnest(r.seqs, r.seen_us) listed(seq, seen_us)
                  union all select seq, null, true from unnest(less.seqs) gone(seq)) listed
           group by seq having not bool_or(goes)) staying`;
/** These with those that join; most sums only lose some. */
const MERGED = `
  select case when more.seqs is null then staying.seqs when staying.seqs is null then more.seqs
              else array_agg(seq order by seen_us desc, seq) end as seqs,
         case when more.seqs is null then staying.seen_us when staying.seqs is null then more.seen_us
              else array_agg(seen_us order by seen_us desc, seq) end as seen_us
    from (select seq, seen_us from unnest(staying.seqs, staying.seen_us) one(seq, seen_us)
           where more.seqs is not null and staying.seqs is not null
          union all
          select seq, seen_us from unnest(more.seqs, more.seen_us) one(seq, seen_us)
           where staying.seqs is not null) one`;
const STAYING_FLOWS = `unnest(staying.seqs) one(seq) join flow f on f.content_id = key.content_id and f.seq = one.seq`;

/** When the first of those that stay was seen: as before, unless it may be one of those that leave, and joins with nobody earlier. */
const FIRST_SEEN = `case
  when less.first_seen_us is null or less.first_seen_us > r.first_seen_us then least(r.first_seen_us, more.first_seen_us)
  when more.first_seen_us <= r.first_seen_us or staying.seqs is null then more.first_seen_us
  else least(more.first_seen_us, (select min(f.first_seen_us) from ${STAYING_FLOWS})) end`;

const HAS_MANY = (sum: string) => `coalesce('${MANY_PORTS}' = any(${sum}.ports), false)`;
const NO_LONGER_NAMED = `select name from unnest(less.ports) gone(name) where name <> all(coalesce(more.ports, '{}'))`;
/**
 * Ports that are still named, found once (`offset`). One that left is looked for among those that stay, of which mostly the
 * first has it; of "exists" the planner would make a table of all of them. How many ports there are is not told once they
 * are many.
 */
const PORTS = `
  select case when ${HAS_MANY("r")} or ${HAS_MANY("more")} then array['${MANY_PORTS}'] else ${fewPorts("few.ports")} end as ports
    from (select array(
            select name from unnest(r.ports || more.ports) known(name)
             where name = any(more.ports) or name <> all(coalesce(less.ports, '{}'))
                or (select true from ${STAYING_FLOWS} where f.transport || ' ' || f.port = known.name limit 1)
             group by name order by name) as ports offset 0) few`;

/** What becomes of each sum. Only one without times of its flows, and one that loses some of its many ports, is added up anew. */
const TELL_WAYS = `
  insert into moved_cell (${SUM_COLUMNS}, way)
  select key.*, ${["flows", "packets", "bytes"].map(changed).join(", ")}, ${OPERATIONS_CHANGED}, ${FIRST_SEEN},
         nullif(merged.seen_us[1], '${NO_TIME}'::bigint), named.ports, merged.seqs, merged.seen_us,
         merged.seen_us[cardinality(merged.seen_us)],
         case when r.content_id is null then case when less.content_id is null then 'new' else 'unsound' end
              when r.seqs is null then 'unsound'
              when r.flows = less.flows and more.content_id is null then 'gone'
              when r.seen_us is null or ${HAS_MANY("r")} and exists (${NO_LONGER_NAMED}) then 'anew'
              else 'changed' end
    from (select ${KEY} from leaving_sum union select ${KEY} from joining_sum) key
         left join leaving_sum less on ${isKeyOf("less", "key")}
         left join joining_sum more on ${isKeyOf("more", "key")}
         left join flow_rollup r on ${isKeyOf("r", "key")}
         cross join lateral (${STAYING}) staying
         cross join lateral (${MERGED}) merged
         cross join lateral (${PORTS}) named`;

/** Of a part, in this order; what was told takes the place of what stood there. */
const WRITE_WAYS = [
  `${NOTE_CHANGED} select day, from_zone, to_zone, protocol from moved_cell`,
  `delete from flow_rollup r using moved_cell c where c.way = 'gone' and ${isKeyOf("r", "c")}`,
  `update flow_rollup r
      set flows = c.flows, packets = c.packets, bytes = c.bytes, operations = c.operations, first_seen_us = c.first_seen_us,
          last_seen_us = c.last_seen_us, ports = c.ports, seqs = c.seqs, seen_us = c.seen_us, oldest_us = c.oldest_us
     from moved_cell c where c.way = 'changed' and ${isKeyOf("r", "c")}`,
  `insert into flow_rollup (${SUM_COLUMNS}) select ${SUM_COLUMNS} from moved_cell where way = 'new'`,
];
/** Those that are added up anew, with the numbers of the flows that go and come. */
const ANEW = `(
  select c.content_id as "contentId", c.day, c.from_zone as "fromZone", c.to_zone as "toZone", c.protocol,
         coalesce(less.seqs, '{}') as gone, coalesce(more.seqs, '{}') as came
    from moved_cell c left join leaving_sum less on ${isKeyOf("less", "c")} left join joining_sum more on ${isKeyOf("more", "c")}
   where c.way = 'anew') it`;

/** Contents with flows of devices that stand in another zone than these flows were counted for. */
export async function findMoved(tx: Sql, contentIds: readonly number[]): Promise<Set<number>> {
  const devices = await tx.query<{ id: string }>("select device_id as id from flow_rollup_moved");
  if (devices.length === 0) return new Set();
  for (const table of TABLES) await tx.run(table);
  await tx.run("truncate moving_flow");
  await tx.run(`insert into moving_flow ${FLOWS_OF_MOVED}`, [contentIds, devices.map(({ id }) => id)]);
  // A plan for a handful of rows compares each with each.
  await tx.run("analyze flow_rollup_moved");
  await tx.run("analyze moving_flow (content_id, initiator_device_id, responder_device_id)");
  const rows = await tx.query<{ id: number }>(
    `select distinct content_id as id from moving_flow
     union
     select r.content_id from replaced_row r join source_content c on c.id = r.content_id
      where r.is_flow and c.id = any($1::bigint[]) and c.format <> '${FLOW_SUMS}' and c.flows_dropped_at is null
        and exists (select 1 from flow_rollup_moved m
          where r.row->>'initiator_device_id' = m.device_id::text or r.row->>'responder_device_id' = m.device_id::text)`,
    [contentIds],
  );
  return new Set(rows.map(({ id }) => id));
}

/**
 * Takes the flows of devices that moved, which `findMoved` found, from the sums for which they were counted to those where
 * they count now, by what they add up to themselves: flows that stay are hardly looked at. Nothing else of these contents
 * may have changed. Notes what this touches, and gives the contents of which the sums are not such that it could be done.
 */
export async function addMovesUp(tx: Sql, contentIds: readonly number[]): Promise<ReadonlySet<number>> {
  const failed = new Set<number>();
  if (contentIds.length === 0) return failed;
  for await (const { part, done, total } of partsOf(tx, contentIds)) {
    if (total >= FLOWS_WORTH_SAYING) await noteWork(tx, { what: "moving", done, total });
    await tx.run("truncate leaving_sum, joining_sum, moved_cell");
    await tx.run(ADD_MOVES_UP, [part]);
    await tx.run(`analyze leaving_sum (${KEY}), joining_sum (${KEY})`);
    await tx.run(TELL_WAYS);
    const unsound = await tx.query<{ id: number }>(
      "select distinct content_id as id from moved_cell where way = 'unsound'",
    );
    const ids = unsound.map(({ id }) => id);
    for (const id of ids) failed.add(id);
    if (ids.length > 0) await tx.run("delete from moved_cell where content_id = any($1::bigint[])", [ids]);
    await tx.run(`analyze moved_cell (${KEY})`);
    for (const write of WRITE_WAYS) await tx.run(write);
    await addListsUp(tx, ANEW);
  }
  return failed;
}

interface Part {
  readonly part: number[];
  /** Flows of the parts before, and of all. */
  readonly done: number;
  readonly total: number;
}

/** Contents in parts of about so many flows. */
async function* partsOf(tx: Sql, contentIds: readonly number[]): AsyncGenerator<Part> {
  const sizes = await tx.query<{ id: number; flows: number }>(
    `select content_id as id, count(*)::int as flows from moving_flow where content_id = any($1::bigint[])
      group by 1 order by 1`,
    [contentIds],
  );
  const total = sizes.reduce((sum, { flows }) => sum + flows, 0);
  let [part, flows, done]: [number[], number, number] = [[], 0, 0];
  for (const [at, size] of sizes.entries()) {
    part.push(size.id);
    flows += size.flows;
    if (flows < FLOWS_AT_ONCE && at < sizes.length - 1) continue;
    yield { part, done, total };
    [part, flows, done] = [[], 0, done + flows];
  }
}

/** The sums say where these devices stand now. */
export async function forgetMoves(tx: Sql): Promise<void> {
  await tx.run("delete from flow_rollup_moved");
}
