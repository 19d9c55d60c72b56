import "server-only";
import type { Citation } from "@/lib/domain/device/device";
import type { OperationCounts, OperationPositions } from "@/lib/domain/flow/flow";
import type { Transport } from "@/lib/domain/observation";
import { INTERNET, UNZONED } from "@/lib/domain/zone/zone-key";
import { sql } from "./client";
import { FLOW_SUMS } from "./flow-month";
import { endDevices, endName, zoneKeys } from "./flow-zones";
import { SqlParameters } from "./sql-parameters";

export interface FlowListRow {
  readonly contentId: number;
  readonly seq: number;
  readonly realm: string;
  readonly initiatorDeviceId: string | null;
  readonly initiatorName: string;
  readonly initiatorIp: string | null;
  readonly initiatorMac: string | null;
  readonly responderDeviceId: string | null;
  readonly responderName: string;
  readonly responderIp: string | null;
  readonly responderMac: string | null;
  readonly transport: Transport;
  readonly port: number | null;
  readonly protocol: string;
  readonly packets: number;
  readonly bytes: number;
  readonly operations: OperationCounts;
  readonly operationPositions: OperationPositions;
  readonly firstSeenUs: number | null;
  readonly lastSeenUs: number | null;
  readonly peerName: string | null;
  readonly citation: Citation;
}

export interface FlowFilter {
  /** Zone ids or pseudo zones. */
  readonly fromZone?: string | undefined;
  readonly toZone?: string | undefined;
  readonly initiatorIp?: string | undefined;
  readonly responderIp?: string | undefined;
  /** Only what had been taken in by then, ISO 8601. */
  readonly asOf?: string | undefined;
}

/** Newest first; what has no time comes last. */
export interface FlowPosition {
  readonly lastSeenUs: number | null;
  readonly contentId: number;
  readonly seq: number;
}

const { from: FROM_ZONE, to: TO_ZONE } = zoneKeys("f", "content.realm_id");

const SOURCE = `flow f join source_content content on content.id = f.content_id
  join realm r on r.id = content.realm_id ${endDevices("f")}`;

/** Flows without a time stand behind all others; the expression of the index flow_newest_idx. */
const NO_TIME = "-9223372036854775808";
const NEWEST = `coalesce(f.last_seen_us, ${NO_TIME})`;

/** As little as the filter needs: zones stand at the devices. */
function filterSource({ fromZone, toZone }: FlowFilter): string {
  return `flow f join source_content content on content.id = f.content_id
    ${fromZone || toZone ? endDevices("f") : ""}`;
}

const COLUMNS = `f.content_id as "contentId", f.seq, r.name as realm,
  f.initiator_device_id as "initiatorDeviceId", ${endName("initiator", "f")} as "initiatorName",
  f.initiator_ip as "initiatorIp", f.initiator_mac as "initiatorMac",
  f.responder_device_id as "responderDeviceId",
  coalesce(responder.name, f.peer_name, ${endName("responder", "f")}) as "responderName",
  f.responder_ip as "responderIp", f.responder_mac as "responderMac",
  f.transport, f.port, f.protocol, f.packets, f.bytes, f.operations,
  f.operation_positions as "operationPositions",
  f.first_seen_us as "firstSeenUs", f.last_seen_us as "lastSeenUs", f.peer_name as "peerName",
  jsonb_build_object('realm', r.name, 'fileSha256', content.sha256, 'fileName', content.file_name,
    'format', content.format, 'position', f.position) as citation`;

/**
 * An end has the address: found by the devices that have had it, and by itself where nobody is known there, so that two
 * small indexes do where one over all rows would be needed.
 */
function hasAddress(end: "initiator" | "responder", ip: string): string {
  return `(f.${end}_ip = ${ip} and (f.${end}_device_id is null or f.${end}_device_id = any(array(
    select distinct ${end}_device_id from conversation where ${end}_ip = ${ip} and ${end}_device_id is not null))))`;
}

function whereOf(filter: FlowFilter, parameters: SqlParameters): string {
  const conditions = [
    `content.format <> '${FLOW_SUMS}'`,
    filter.fromZone && `${FROM_ZONE} = ${parameters.add(filter.fromZone)}`,
    filter.toZone && `${TO_ZONE} = ${parameters.add(filter.toZone)}`,
    filter.initiatorIp && hasAddress("initiator", parameters.add(filter.initiatorIp)),
    filter.asOf && `content.created_at <= ${parameters.add(filter.asOf)}::timestamptz`,
    filter.responderIp && hasAddress("responder", parameters.add(filter.responderIp)),
  ].filter(Boolean);
  return conditions.join(" and ");
}

export async function findFlowPage(
  filter: FlowFilter,
  after: FlowPosition | null,
  limit: number,
): Promise<{ rows: FlowListRow[]; next: FlowPosition | null }> {
  const bound = await boundOf(filter, after, limit + 1);
  let found = await findRows(filter, after, limit + 1, bound);
  // The sums promised more than there is; they may speak of flows that began at a time and ended at none.
  if (bound !== null && found.length <= limit) found = await findRows(filter, after, limit + 1, null);
  const last = found.length > limit ? found[limit - 1] : undefined;
  return {
    rows: found.slice(0, limit),
    next: last ? { lastSeenUs: last.lastSeenUs, contentId: last.contentId, seq: last.seq } : null,
  };
}

async function findRows(
  filter: FlowFilter,
  after: FlowPosition | null,
  limit: number,
  bound: FlowBound | null,
): Promise<FlowListRow[]> {
  const parameters = new SqlParameters();
  const conditions = [whereOf(filter, parameters), behind(after, parameters)];
  if (bound !== null) {
    conditions.push(
      `${NEWEST} >= ${parameters.add(bound.fromUs)}::bigint`,
      `f.content_id = any(${parameters.add(bound.contentIds)}::bigint[])`,
      endsIn(filter, parameters),
    );
  }
  return sql.query<FlowListRow>(
    `select ${COLUMNS}
       from (select f.content_id, f.seq from ${filterSource(filter)} where ${conditions.join(" and ")}
              order by ${NEWEST} desc, f.content_id, f.seq
              limit ${parameters.add(limit)}::int) page
       join (${SOURCE}) on f.content_id = page.content_id and f.seq = page.seq
      order by ${NEWEST} desc, f.content_id, f.seq`,
    parameters.values,
  );
}

/** No flow of a page is older, and none is in another content. */
interface FlowBound {
  readonly fromUs: number;
  readonly contentIds: readonly number[];
}

/**
 * Where the newest flows between zones are, by the sums that are kept of contents and days: otherwise the zones of all
 * flows there are would be looked up for one page. Null when the sums say too little.
 */
async function boundOf(filter: FlowFilter, after: FlowPosition | null, limit: number): Promise<FlowBound | null> {
  const { fromZone, toZone, asOf } = filter;
  if (!(fromZone || toZone) || filter.initiatorIp || filter.responderIp || after?.lastSeenUs === null) return null;
  const parameters = new SqlParameters();
  const conditions = [
    "c.flows_dropped_at is null",
    `c.format <> '${FLOW_SUMS}'`,
    "r.first_seen_us is not null",
    "not exists (select 1 from flow_rollup_stale s where s.content_id = c.id)",
    fromZone && `r.from_zone = ${parameters.add(fromZone)}`,
    toZone && `r.to_zone = ${parameters.add(toZone)}`,
    asOf && `c.created_at <= ${parameters.add(asOf)}::timestamptz`,
  ].filter(Boolean);
  // Of what lies partly before the position nobody knows how much.
  const counted = after === null ? "true" : `last_seen_us < ${parameters.add(after.lastSeenUs)}::bigint`;
  const [row] = await sql.query<FlowBound>(
    `with sums as materialized (
       select r.content_id, r.first_seen_us, r.last_seen_us, r.flows
         from flow_rollup r join source_content c on c.id = r.content_id where ${conditions.join(" and ")}),
     bound as (
       select first_seen_us as from_us
         from (select first_seen_us, sum(flows) over (order by first_seen_us desc rows unbounded preceding) as flows
                 from sums where ${counted}) added
        where flows >= ${parameters.add(limit)}::int order by first_seen_us desc limit 1)
     select from_us as "fromUs",
            array(select content_id from sums where last_seen_us >= from_us
                  union select content_id from flow_rollup_stale) as "contentIds"
       from bound`,
    parameters.values,
  );
  return row ?? null;
}

/** Follows from the zones that are asked for, and can be looked up in an index. */
function endsIn({ fromZone, toZone }: FlowFilter, parameters: SqlParameters): string {
  const isPseudo = (zone: string | undefined) => zone === undefined || zone === UNZONED || zone === INTERNET;
  const [end, zone] = isPseudo(fromZone) ? ["responder", toZone] : ["initiator", fromZone];
  if (isPseudo(zone)) return "true";
  return `(f.${end}_device_id is null or f.${end}_device_id = any(array(
    select id from device where zone_id = (select id from zone where id::text = ${parameters.add(zone)}))))`;
}

function behind(after: FlowPosition | null, parameters: SqlParameters): string {
  if (!after) return "true";
  const key = `(f.content_id, f.seq) > (${parameters.add(after.contentId)}::bigint, ${parameters.add(after.seq)}::int)`;
  const time = after.lastSeenUs === null ? NO_TIME : `${parameters.add(after.lastSeenUs)}::bigint`;
  // The first condition is implied by the second, and only it bounds a walk along the index.
  return `(${NEWEST} <= ${time} and (${NEWEST} < ${time} or ${key}))`;
}

/** Exact: from the sums that are kept, and row by row only where they are behind or say too little. */
export async function countFlows(filter: FlowFilter): Promise<number> {
  const { fromZone, toZone, asOf } = filter;
  if (filter.initiatorIp || filter.responderIp) return countRows(filter, null);
  const parameters = new SqlParameters();
  const conditions = [
    "c.flows_dropped_at is null",
    "not exists (select 1 from flow_rollup_stale s where s.content_id = c.id)",
    fromZone && `r.from_zone = ${parameters.add(fromZone)}`,
    toZone && `r.to_zone = ${parameters.add(toZone)}`,
    asOf && `c.created_at <= ${parameters.add(asOf)}::timestamptz`,
  ].filter(Boolean);
  const source = fromZone || toZone ? "flow_rollup r join source_content c on c.id = r.content_id" : "source_content c";
  const [row] = await sql.query<{ count: number; behind: number[] }>(
    `select coalesce(sum(${fromZone || toZone ? "r.flows" : "c.flow_count"}), 0)::bigint as count,
            array(select content_id from flow_rollup_stale order by 1) as behind
       from ${source} where ${conditions.join(" and ")}`,
    parameters.values,
  );
  const { count = 0, behind = [] } = row ?? {};
  return behind.length === 0 ? count : count + (await countRows(filter, behind));
}

async function countRows(filter: FlowFilter, contentIds: readonly number[] | null): Promise<number> {
  const parameters = new SqlParameters();
  const conditions = [whereOf(filter, parameters)];
  if (contentIds) conditions.push(`f.content_id = any(${parameters.add(contentIds)}::bigint[])`);
  const [row] = await sql.query<{ count: number }>(
    `select count(*) as count from ${filterSource(filter)} where ${conditions.join(" and ")}`,
    parameters.values,
  );
  return row?.count ?? 0;
}
