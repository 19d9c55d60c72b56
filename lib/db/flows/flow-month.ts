import "server-only";
import { PEER_NAME_SOURCES } from "@/lib/domain/flow/flow";
import { SERVICE_EVIDENCE } from "@/lib/domain/observation";
import { forgetChanges } from "../inventory/inventory-part";
import type { Sql } from "../sql";
import { operationSums } from "./operation-sums";

/** Format of a content that holds what the flows of a month added up to, after they were let go. */
export const FLOW_SUMS = "flow-sums";
/** Stands for the time of a flow that has none, behind all others; the expression of the index flow_newest_idx. */
export const NO_TIME = "-9223372036854775808";

/** SQL: that month. */
export const MONTH = "to_char(c.created_at at time zone 'UTC', 'YYYY-MM')";

/** SQL: whether the month in which the content `c` was taken in, of UTC, had begun at that time. */
export const hasMonthBegunAt = (at: string) =>
  `date_trunc('month', c.created_at at time zone 'UTC') at time zone 'UTC' <= ${at}`;

/** Makes the tables of the month of `now` and of the next, where there are none. */
export async function makeFlowMonths(tx: Sql, now: Date): Promise<void> {
  const [year, month] = [now.getUTCFullYear(), now.getUTCMonth()];
  const numberOf = (at: Date) => at.getUTCFullYear() * 100 + at.getUTCMonth() + 1;
  await tx.run("select make_flow_month($1::int), make_flow_month($2::int)", [
    numberOf(now),
    numberOf(new Date(Date.UTC(year, month + 1, 1))),
  ]);
}

/** Months ("2026-11", UTC) in which contents were taken in, by whether their single flows are there; the first ones first. */
export async function countFlowMonths(tx: Sql): Promise<{ kept: string[]; dropped: string[] }> {
  const rows = await tx.query<{ month: string; isKept: boolean }>(
    `select ${MONTH} as month, bool_or(c.flows_dropped_at is null) as "isKept" from source_content c
      where c.format <> $1 group by 1 order by 1`,
    [FLOW_SUMS],
  );
  const monthsOf = (isKept: boolean) => rows.filter((it) => it.isKept === isKept).map(({ month }) => month);
  return { kept: monthsOf(true), dropped: monthsOf(false) };
}

/** Months ("2026-06", UTC) of contents taken in by then whose single flows were let go; the first ones first. */
export async function listDroppedMonths(tx: Sql, by: Date): Promise<string[]> {
  const rows = await tx.query<{ month: string }>(
    `select distinct ${MONTH} as month from source_content c
      where c.flows_dropped_at is not null and c.created_at <= $1 order by 1`,
    [by],
  );
  return rows.map(({ month }) => month);
}

/** Complete contents taken in in the month whose single flows are there. */
export async function listContentsOfMonth(tx: Sql, month: string): Promise<number[]> {
  const rows = await tx.query<{ id: number }>(
    `select c.id from source_content c
      where ${MONTH} = $1 and c.format <> $2 and c.is_complete and c.flows_dropped_at is null`,
    [month, FLOW_SUMS],
  );
  return rows.map(({ id }) => id);
}

/** Columns that tell conversations apart, besides the MAC of an end without an address. */
export const CONVERSATION_KEY = [
  ...["initiator_ip", "initiator_device_id", "responder_ip", "responder_device_id"],
  ...["transport", "port", "protocol", "peer_name"],
];
export const KEY_MACS = ["initiator", "responder"].map((end) => `case when f.${end}_ip is null then f.${end}_mac end`);
/** SQL: of the flows `f` of the contents `c`, the column of the one that was seen first. */
export const firstOf = (column: string) =>
  `(array_agg(f.${column} order by f.first_seen_us nulls last, c.sha256, f.position))[1]`;
const surest = (values: readonly string[], column: string) => {
  const list = `array[${values.map((it) => `'${it}'`).join(", ")}]`;
  return `(${list})[min(array_position(${list}, f.${column}))]`;
};
/** What tells conversations of a realm apart, as one value that can be compared. */
const conversationKey = (row: string) =>
  `jsonb_build_array(coalesce(${row}.initiator_ip, ${row}.initiator_mac), ${row}.initiator_device_id,
     coalesce(${row}.responder_ip, ${row}.responder_mac), ${row}.responder_device_id, ${row}.transport, ${row}.port,
     ${row}.protocol, ${row}.peer_name)`;

/**
 * Lets the single flows of a month go: what they add up to, conversation by conversation, takes their place in a content
 * of its own, so that whoever adds flows up finds the same. Where the month has a table, it is dropped. The sums by day
 * and zone stay as they are. The caller holds the inventory (`lockInventory`).
 *
 * @returns the contents that hold the sums, one for each realm with flows
 */
export async function dropFlowMonth(tx: Sql, month: string, now: Date): Promise<number[]> {
  const contents = await tx.query<{ id: number; realmId: string }>(
    `select c.id, c.realm_id as "realmId" from source_content c
      where ${MONTH} = $1 and c.format <> $2 and c.flows_dropped_at is null order by c.id for update`,
    [month, FLOW_SUMS],
  );
  const ids = contents.map(({ id }) => id);
  const sums: number[] = [];
  for (const realmId of new Set(contents.map((it) => it.realmId))) {
    const ofRealm = contents.filter((it) => it.realmId === realmId).map(({ id }) => id);
    const sumId = await addFlowsUp(tx, month, realmId, ofRealm);
    if (sumId !== null) sums.push(sumId);
  }
  await forgetChanges(tx, ids);
  await tx.run("update source_content set flows_dropped_at = $2 where id = any($1::bigint[])", [ids, now]);
  await dropRows(tx, month, ids);
  return sums;
}

async function addFlowsUp(
  tx: Sql,
  month: string,
  realmId: string,
  contentIds: readonly number[],
): Promise<number | null> {
  // The id has no month: the sums stay in the table that is never dropped.
  const [content] = await tx.query<{ id: number }>(
    `insert into source_content (id, realm_id, sha256, file_name, format, is_complete, created_at, known_at)
     select nextval('source_content_id_seq'), $1::uuid, encode(sha256(convert_to('flows|' || ($1::uuid)::text || '|' || $2::text, 'UTF8')), 'hex'),
            'Flows of ' || $2::text || ', added up', $3, true, max(created_at), max(known_at) from source_content where id = any($4::bigint[])
     returning id`,
    [realmId, month, FLOW_SUMS, contentIds],
  );
  const sumId = content?.id as number;
  const rows = await tx.query<{ count: number }>(
    `with written as (
       insert into flow (content_id, seq, ${CONVERSATION_KEY.join(", ")}, initiator_mac, responder_mac, position, evidence,
           peer_name_from, packets, bytes, packets_from_responder, bytes_from_responder, first_seen_us, last_seen_us,
           operations, operation_positions, flows)
       select $1::bigint, row_number() over () - 1, ${CONVERSATION_KEY.map((it) => `f.${it}`).join(", ")}, ${firstOf("initiator_mac")},
              ${firstOf("responder_mac")}, ${firstOf("position")}, ${surest(SERVICE_EVIDENCE, "evidence")},
              ${surest(PEER_NAME_SOURCES, "peer_name_from")}, sum(f.packets), sum(f.bytes), sum(f.packets_from_responder),
              sum(f.bytes_from_responder), min(f.first_seen_us), max(f.last_seen_us), ${operationSums("f.operations")},
              '{}', sum(f.flows)
         from flow f join source_content c on c.id = f.content_id
        where f.content_id = any($2::bigint[]) and c.is_complete
        group by ${[...CONVERSATION_KEY.map((it) => `f.${it}`), ...KEY_MACS].join(", ")}
       returning 1)
     select count(*) as count from written`,
    [sumId, contentIds],
  );
  const count = rows[0]?.count ?? 0;
  if (count === 0) {
    await tx.run("delete from source_content where id = $1", [sumId]);
    return null;
  }
  await tx.run("update source_content set committed_flows = $2 where id = $1", [sumId, count]);
  // Conversations point to where their first packet stands; that is the sum now.
  await tx.run(
    `update conversation c set content_id = f.content_id, position = f.position
       from flow f where f.content_id = $1 and c.content_id = any($2::bigint[]) and c.realm_id = $3
        and ${conversationKey("c")} = ${conversationKey("f")}`,
    [sumId, contentIds, realmId],
  );
  return sumId;
}

/** Contents from before there were months stand with others in one table, and so may late rows. */
async function dropRows(tx: Sql, month: string, contentIds: readonly number[]): Promise<void> {
  const number = Number(month.replace("-", ""));
  await tx.run(`drop table if exists "flow_${number}"`);
  await tx.run("delete from flow where content_id = any($1::bigint[])", [contentIds]);
}
