import "server-only";
import type { Sql } from "../sql";
import { FLOW_SUMS } from "./flow-month";
import { CELLS_BY_DAY, type ChangedCells, type DayCells } from "./flow-rollup-days";
import { addListsUp, IS_CELL } from "./flow-rollup-growth";
import { FLOW_DAY } from "./flow-rollup-sums";
import { endDevices, zoneKeys } from "./flow-zones";

/** So many flows are told apart in one statement: those of a plant that moves as a whole would take longer than one may. */
const FLOWS_AT_ONCE = 50_000;

/** Tables of a connection, empty outside a transaction. */
const TABLES = [
  `create temporary table if not exists moving_flow on commit delete rows as
     select content_id, seq, first_seen_us, protocol, initiator_device_id, initiator_ip, initiator_mac,
            responder_device_id, responder_ip, responder_mac from flow with no data`,
  // Sums, and the numbers of the flows that each loses and gains; columns as in CHANGES.
  `create temporary table if not exists moved_cell ("contentId" bigint, day int, "fromZone" text, "toZone" text,
     protocol text, gone int[], came int[]) on commit delete rows`,
];

const COLUMNS = `f.content_id, f.seq, f.first_seen_us, f.protocol, f.initiator_device_id, f.initiator_ip,
  f.initiator_mac, f.responder_device_id, f.responder_ip, f.responder_mac`;
/**
 * Flows of devices that moved, of contents that have flows; `$1` = the contents, `$2` = the devices. Their number has to be
 * seen by the planner: many are read in the order in which they lie, each page of the table once.
 */
const FLOWS_OF_MOVED = `
  with known as materialized (
    select id from source_content where id = any($1::bigint[]) and format <> '${FLOW_SUMS}' and flows_dropped_at is null)
  select ${COLUMNS} from flow f where f.initiator_device_id = any($2::uuid[]) and f.content_id in (select id from known)
  union all
  select ${COLUMNS} from flow f where f.responder_device_id = any($2::uuid[]) and f.content_id in (select id from known)
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
 * `$1` = the contents. A flow that both ends take along into the cell where it was counted is left out. In the order of
 * contents, as the flows of each lie together.
 */
const MOVED_CELLS = `
  with counted as materialized (
    select f.content_id, ${FLOW_DAY} as day, f.protocol, f.seq, ${BEFORE.from} as from_before, ${BEFORE.to} as to_before,
           ${NOW.from} as from_now, ${NOW.to} as to_now
      from moving_flow f join source_content content on content.id = f.content_id ${endDevices("f")} ${DEVICES_BEFORE}
     where f.content_id = any($1::bigint[])),
  moved as (select * from counted where (from_before, to_before) <> (from_now, to_now)),
  changed as (
    select content_id, day, from_before as from_zone, to_before as to_zone, protocol, seq, false as is_now from moved
    union all
    select content_id, day, from_now, to_now, protocol, seq, true from moved)
  insert into moved_cell
  select content_id, day, from_zone, to_zone, protocol, coalesce(array_agg(seq) filter (where not is_now), '{}'),
         coalesce(array_agg(seq) filter (where is_now), '{}')
    from changed group by 1, 2, 3, 4, 5 order by 1`;

/** Contents with flows of devices that stand in another zone than these flows were counted for. */
export async function findMoved(tx: Sql, contentIds: readonly number[]): Promise<Set<number>> {
  const devices = await tx.query<{ id: string }>("select device_id as id from flow_rollup_moved");
  if (devices.length === 0) return new Set();
  for (const table of TABLES) await tx.run(table);
  await tx.run("truncate moving_flow");
  await tx.run(`insert into moving_flow ${FLOWS_OF_MOVED}`, [contentIds, devices.map(({ id }) => id)]);
  // A plan for a handful of rows compares each with each.
  await tx.run("analyze flow_rollup_moved");
  await tx.run("analyze moving_flow");
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
 * they count now. Nothing else of these contents may have changed. Notes in `changed` what this touches, and gives the
 * contents of which the sums are not such that it could be done.
 */
export async function addMovesUp(
  tx: Sql,
  contentIds: readonly number[],
  changed: ChangedCells,
): Promise<ReadonlySet<number>> {
  const failed = new Set<number>();
  if (contentIds.length === 0) return failed;
  for await (const part of partsOf(tx, contentIds)) {
    await tx.run("truncate moved_cell");
    await tx.run(MOVED_CELLS, [part]);
    await tx.run("analyze moved_cell");
    const unlisted = await tx.query<{ id: number }>(
      `select distinct r.content_id as id from flow_rollup r join moved_cell it on ${IS_CELL} where r.seqs is null`,
    );
    const ids = unlisted.map(({ id }) => id);
    for (const id of ids) failed.add(id);
    if (ids.length > 0) await tx.run(`delete from moved_cell where "contentId" = any($1::bigint[])`, [ids]);
    const cells = await tx.query<DayCells>(
      `${CELLS_BY_DAY} (select distinct day, "fromZone" as from_zone, "toZone" as to_zone, protocol from moved_cell) moved
        group by day`,
    );
    for (const { day, cells: ofDay } of cells) changed.add(day, ofDay);
    await addListsUp(tx, "moved_cell it");
  }
  return failed;
}

/** Contents in parts of about so many flows. */
async function* partsOf(tx: Sql, contentIds: readonly number[]): AsyncGenerator<number[]> {
  const sizes = await tx.query<{ id: number; flows: number }>(
    `select content_id as id, count(*)::int as flows from moving_flow where content_id = any($1::bigint[])
      group by 1 order by 1`,
    [contentIds],
  );
  let [part, flows]: [number[], number] = [[], 0];
  for (const [at, size] of sizes.entries()) {
    part.push(size.id);
    flows += size.flows;
    if (flows < FLOWS_AT_ONCE && at < sizes.length - 1) continue;
    yield part;
    [part, flows] = [[], 0];
  }
}

/** The sums say where these devices stand now. */
export async function forgetMoves(tx: Sql): Promise<void> {
  await tx.run("delete from flow_rollup_moved");
}
