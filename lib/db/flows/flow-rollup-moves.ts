import "server-only";
import type { Sql } from "../sql";
import { FLOW_SUMS } from "./flow-month";
import { addListsUp, type CellKey, CHANGES, IS_CELL } from "./flow-rollup-growth";
import { FLOW_DAY, FROM_ZONE, TO_ZONE } from "./flow-rollup-sums";
import { endDevices } from "./flow-zones";

/** Flows that a sum loses and gains, by their numbers. */
interface Change extends CellKey {
  readonly gone: readonly number[];
  readonly came: readonly number[];
}

/** So many flows are told apart before the next: those of a plant that moves as a whole would fill the memory. */
const FLOWS_AT_ONCE = 50_000;

/** What tells where a flow counts. One table per connection, empty outside a transaction. */
const COLUMNS = `content_id, seq, first_seen_us, protocol, initiator_device_id, initiator_ip, initiator_mac,
  responder_device_id, responder_ip, responder_mac`;
const MOVING = `create temporary table if not exists moving_flow on commit delete rows as
  select ${COLUMNS} from flow with no data`;

/** Flows of devices that moved; `$1` = the contents. */
const FLOWS_OF_MOVED = `
  select ${COLUMNS} from flow_rollup_moved m join flow f on f.initiator_device_id = m.device_id
   where f.content_id = any($1::bigint[])
  union all
  select ${COLUMNS} from flow_rollup_moved m join flow f on f.responder_device_id = m.device_id
   where f.content_id = any($1::bigint[])
     and not exists (select 1 from flow_rollup_moved other where other.device_id = f.initiator_device_id)`;

/** The device of an end as it stood when its flows were counted. */
const deviceBefore = (end: "initiator" | "responder") => `
  left join lateral (select d.id, case when m.device_id is null then d.zone_id else m.zone_id end as zone_id
    from device d left join flow_rollup_moved m on m.device_id = d.id where d.id = f.${end}_device_id) ${end} on true`;

const cellsBy = (isNow: boolean, devices: string) => `
  select f.content_id, ${FLOW_DAY} as day, ${FROM_ZONE} as from_zone, ${TO_ZONE} as to_zone, f.protocol, f.seq,
         ${isNow} as is_now
    from moving_flow f join source_content content on content.id = f.content_id ${devices}
   where f.content_id = any($1::bigint[])`;

/** `$1` = the contents. A flow that both ends take along into the cell where it was counted is left out. */
const CHANGES_OF_MOVES = `
  with counted as (${cellsBy(false, deviceBefore("initiator") + deviceBefore("responder"))}
    union all ${cellsBy(true, endDevices("f"))}),
  changed as (
    select content_id, day, from_zone, to_zone, protocol, seq, bool_or(is_now) as is_now from counted
     group by 1, 2, 3, 4, 5, 6 having count(*) = 1)
  select content_id as "contentId", day, from_zone as "fromZone", to_zone as "toZone", protocol,
         coalesce(array_agg(seq) filter (where not is_now), '{}') as gone,
         coalesce(array_agg(seq) filter (where is_now), '{}') as came
    from changed group by 1, 2, 3, 4, 5`;

/** Contents with flows of devices that stand in another zone than these flows were counted for. */
export async function findMoved(tx: Sql, contentIds: readonly number[]): Promise<Set<number>> {
  const [first] = await tx.query("select 1 from flow_rollup_moved limit 1");
  if (!first) return new Set();
  const rows = await tx.query<{ id: number }>(
    `select m.content_id as id from (
       select f.content_id from flow_rollup_moved m join flow f on f.initiator_device_id = m.device_id
       union
       select f.content_id from flow_rollup_moved m join flow f on f.responder_device_id = m.device_id
       union
       select r.content_id from replaced_row r where r.is_flow and exists (select 1 from flow_rollup_moved m
         where r.row->>'initiator_device_id' = m.device_id::text or r.row->>'responder_device_id' = m.device_id::text)) m
       join source_content c on c.id = m.content_id
      where c.id = any($1::bigint[]) and c.format <> '${FLOW_SUMS}' and c.flows_dropped_at is null`,
    [contentIds],
  );
  return new Set(rows.map(({ id }) => id));
}

/**
 * Takes the flows of devices that moved from the sums for which they were counted to those where they count now. Nothing
 * else of these contents may have changed. Gives the days that this touches, and the contents of which the sums are not
 * such that it could be done.
 */
export async function addMovesUp(
  tx: Sql,
  contentIds: readonly number[],
): Promise<{ readonly days: ReadonlySet<number>; readonly failed: ReadonlySet<number> }> {
  const days = new Set<number>();
  const failed = new Set<number>();
  if (contentIds.length === 0) return { days, failed };
  for await (const changes of changesOf(tx, contentIds)) {
    const unlisted = await tx.query<{ id: number }>(
      `select distinct r.content_id as id from flow_rollup r join ${CHANGES} on ${IS_CELL} where r.seqs is null`,
      [JSON.stringify(changes)],
    );
    for (const { id } of unlisted) failed.add(id);
    for (const { day } of changes) days.add(day);
    await addListsUp(
      tx,
      changes.filter((it) => !failed.has(it.contentId)),
    );
  }
  return { days, failed };
}

/** In parts of about so many flows, the contents of each part by themselves. */
async function* changesOf(tx: Sql, contentIds: readonly number[]): AsyncGenerator<Change[]> {
  await tx.run(MOVING);
  await tx.run("delete from moving_flow");
  await tx.run(`insert into moving_flow ${FLOWS_OF_MOVED}`, [contentIds]);
  const sizes = await tx.query<{ id: number; flows: number }>(
    "select content_id as id, count(*)::int as flows from moving_flow group by 1 order by 1",
  );
  let [part, flows]: [number[], number] = [[], 0];
  for (const [at, size] of sizes.entries()) {
    part.push(size.id);
    flows += size.flows;
    if (flows < FLOWS_AT_ONCE && at < sizes.length - 1) continue;
    const changes = await tx.query<Change>(CHANGES_OF_MOVES, [part]);
    if (changes.length > 0) yield changes;
    [part, flows] = [[], 0];
  }
}

/** The sums say where these devices stand now. */
export async function forgetMoves(tx: Sql): Promise<void> {
  await tx.run("delete from flow_rollup_moved");
}
