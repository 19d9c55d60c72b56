import "server-only";
import type { TrafficSums } from "@/lib/domain/flow/day-columns";
import type { RowCounts } from "../imports/source-content";
import { replacedRows } from "../inventory/replaced-row";
import type { Sql } from "../sql";
import { type CellKey, NOTE_CHANGED } from "./flow-rollup-days";
import { fewPorts, MANY_PORTS, SUM_COLUMNS, SUMS, sumsOf } from "./flow-rollup-sums";

type Cell = CellKey & TrafficSums;

interface ListedCell extends CellKey, TrafficSums {
  readonly seqs: readonly number[];
  readonly seenUs: readonly number[];
  /** When the last of them was last seen; far below every time when one of them has none. */
  readonly oldestUs: number;
}

interface StoredCell extends CellKey, TrafficSums {
  readonly isListed: boolean;
  /** False for those that an earlier release added up. */
  readonly hasTimes: boolean;
}

/** Flows that came to contents since the inventory was computed, and what those that they replaced added up to. */
export interface FlowGrowth {
  readonly since: ReadonlyMap<number, RowCounts>;
  readonly replaced: readonly ListedCell[];
}

const KEY = `content_id as "contentId", day, from_zone as "fromZone", to_zone as "toZone", protocol`;
const CELL = `${KEY}, flows::bigint as flows, packets::bigint as packets, bytes::bigint as bytes,
  to_json(operations) as operations, first_seen_us as "firstSeenUs", last_seen_us as "lastSeenUs", ports`;
const LISTED = `${CELL}, seqs, to_json(seen_us) as "seenUs", oldest_us as "oldestUs"`;
const NEWS = `(select flow.* from unnest($1::bigint[], $2::int[]) news(id, since)
                 join flow on flow.content_id = news.id and flow.seq >= news.since)`;
/** Keys, and the numbers that go and come, as a table. */
const CHANGES = `jsonb_to_recordset($1::jsonb) as it("contentId" bigint, day int, "fromZone" text, "toZone" text, protocol text,
  flows bigint, packets bigint, bytes bigint, operations bigint[], "firstSeenUs" bigint, "lastSeenUs" bigint, ports text[],
  gone int[], came int[], "cameSeenUs" bigint[], "oldestUs" bigint)`;
const IS_CELL = `(r.content_id, r.day, r.from_zone, r.to_zone, r.protocol)
  = (it."contentId", it.day, it."fromZone", it."toZone", it.protocol)`;
/** What stays of the list, in its order. */
const STAYING = `unnest(r.seqs, r.seen_us) with ordinality listed(seq, seen_us, place)
   left join unnest(it.gone) gone(seq) on gone.seq = listed.seq where gone.seq is null`;
const STAYING_SEQS = `array(select listed.seq from ${STAYING} order by place)`;

/** What came to these contents; to be called before anything else is written, while devices stand where they were counted. */
export async function loadFlowGrowth(tx: Sql, since: ReadonlyMap<number, RowCounts>): Promise<FlowGrowth> {
  const replaced = await tx.query<ListedCell>(`select ${LISTED} from (${sumsOf(replacedRows(true))}) sums`, [
    [...since.keys()],
  ]);
  return { since, replaced };
}

/**
 * Makes the sums of these contents say what they say with the flows that came, in the place of those that they replaced:
 * by the difference where the list of flows only gets newer ones in front, else from the flows of the list. Notes what this
 * touches, and gives the contents of which the sums are not such that it could be done.
 */
export async function addGrowthUp(
  tx: Sql,
  { since, replaced }: FlowGrowth,
  contentIds: readonly number[],
): Promise<ReadonlySet<number>> {
  const came = await tx.query<ListedCell>(`select ${LISTED} from (${sumsOf(NEWS)}) sums`, [
    contentIds,
    contentIds.map((id) => since.get(id)?.flows),
  ]);
  const ids = new Set(contentIds);
  const less = new Map(replaced.filter((it) => ids.has(it.contentId)).map((it) => [keyOf(it), it]));
  const more = new Map(came.map((it) => [keyOf(it), it]));
  const keys = new Map([...less, ...more].map(([key, it]) => [key, cellKey(it)]));
  const stored = await tx.query<StoredCell>(
    `select ${CELL}, seqs is not null as "isListed", seen_us is not null as "hasTimes" from flow_rollup
      where (content_id, day, from_zone, to_zone, protocol)
         in (select it."contentId", it.day, it."fromZone", it."toZone", it.protocol from ${CHANGES})`,
    [JSON.stringify([...keys.values()])],
  );
  const known = new Map(stored.map((it) => [keyOf(it), it]));
  const failed = new Set<number>();
  const [grown, redone]: [object[], object[]] = [[], []];
  for (const [key, cell] of keys) {
    const [then, gone, now] = [known.get(key), less.get(key), more.get(key)];
    if (then ? !then.isListed : gone) failed.add(cell.contentId);
    const change = { ...cell, gone: gone?.seqs ?? [], came: now?.seqs ?? [] };
    if (then && now && canGrow(then, gone, now)) grown.push({ ...change, ...growCell(then, gone, now) });
    else redone.push(change);
  }
  const isSound = (it: object) => !failed.has((it as CellKey).contentId);
  await writeGrown(tx, grown.filter(isSound));
  const sound = redone.filter(isSound);
  if (sound.length > 0) await addListsUp(tx, CHANGES, [JSON.stringify(sound)]);
  await tx.run(`${NOTE_CHANGED} select it.day, it."fromZone", it."toZone", it.protocol from ${CHANGES}`, [
    JSON.stringify([...keys.values()]),
  ]);
  return failed;
}

const keyOf = ({ contentId, day, fromZone, toZone, protocol }: CellKey) =>
  JSON.stringify([contentId, day, fromZone, toZone, protocol]);
const cellKey = ({ contentId, day, fromZone, toZone, protocol }: CellKey): CellKey => {
  return { contentId, day, fromZone, toZone, protocol };
};

/** Whether ends of time, ports and the order of the list are told without looking at the other flows. */
function canGrow(then: StoredCell, gone: ListedCell | undefined, now: ListedCell): boolean {
  if (!then.hasTimes) return false;
  if (then.firstSeenUs === null || then.lastSeenUs === null || now.firstSeenUs === null || now.lastSeenUs === null)
    return false;
  // What came stands before all others in the list.
  if (now.oldestUs <= then.lastSeenUs) return false;
  if (!gone) return true;
  if (gone.firstSeenUs === null || now.firstSeenUs > gone.firstSeenUs) return false;
  return now.ports.includes(MANY_PORTS) || gone.ports.every((port) => now.ports.includes(port));
}

function growCell(then: Cell, gone: ListedCell | undefined, now: ListedCell) {
  return {
    flows: then.flows - (gone?.flows ?? 0) + now.flows,
    packets: then.packets - (gone?.packets ?? 0) + now.packets,
    bytes: then.bytes - (gone?.bytes ?? 0) + now.bytes,
    operations: then.operations.map((count, at) => count - (gone?.operations[at] ?? 0) + (now.operations[at] ?? 0)),
    firstSeenUs: Math.min(then.firstSeenUs as number, now.firstSeenUs as number),
    lastSeenUs: now.lastSeenUs,
    ports: now.ports,
    cameSeenUs: now.seenUs,
    oldestUs: now.oldestUs,
  };
}

async function writeGrown(tx: Sql, changes: readonly object[]): Promise<void> {
  if (changes.length === 0) return;
  const ports = "array(select distinct port from unnest(r.ports || it.ports) port order by port)";
  await tx.run(
    `update flow_rollup r
        set flows = it.flows, packets = it.packets, bytes = it.bytes, operations = it.operations,
            first_seen_us = it."firstSeenUs", last_seen_us = it."lastSeenUs", seqs = it.came || ${STAYING_SEQS},
            seen_us = it."cameSeenUs" || array(select listed.seen_us from ${STAYING} order by place),
            oldest_us = least(it."oldestUs", (select min(listed.seen_us) from ${STAYING})),
            ports = case when '${MANY_PORTS}' = any(r.ports || it.ports) then array['${MANY_PORTS}'] else ${fewPorts(ports)} end
       from ${CHANGES} where ${IS_CELL}`,
    [JSON.stringify(changes)],
  );
}

/**
 * Adds these sums up from the flows of their lists, with those that come and without those that go. `changes` is a table
 * `it` of keys and numbers. What the flows say of their zones is in the keys and not looked up again for each.
 */
export async function addListsUp(tx: Sql, changes: string, values: readonly unknown[] = []): Promise<void> {
  await tx.run(
    `with gone as (delete from flow_rollup r using ${changes} where ${IS_CELL}
                   returning r.content_id, r.day, r.from_zone, r.to_zone, r.protocol, r.seqs, r.seen_us)
     insert into flow_rollup (${SUM_COLUMNS})
     select it."contentId", it.day, it."fromZone", it."toZone", it.protocol, listed.*
       from ${changes} left join gone r on ${IS_CELL}
            cross join lateral (
              select ${SUMS} from unnest(it.came || coalesce(${STAYING_SEQS}, '{}')) one(seq)
                join flow f on f.content_id = it."contentId" and f.seq = one.seq having count(*) > 0) listed`,
    values,
  );
}
