import "server-only";
import type { Citation } from "@/lib/domain/device/device";
import type { OperationCounts, OperationPositions } from "@/lib/domain/flow/flow";
import type { Transport } from "@/lib/domain/observation";
import type { SiteScope } from "@/lib/domain/site-scope";
import { isPseudoZone } from "@/lib/domain/zone/zone-key";
import { sql } from "../client";
import { isFlowKnownAt, isWholeAt } from "../evidence/known-at";
import { realmInScope } from "../sites/site-scope";
import { SqlParameters } from "../sql-parameters";
import { FLOW_SUMS, NO_TIME } from "./flow-month";
import { endDevices, endName, mayStandIn, zoneKeys } from "./flow-zones";

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

export interface FlowFilter extends SiteScope {
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

/** As in the index flow_newest_idx. */
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
    filter.asOf && isFlowKnownAt("f", "content", `${parameters.add(filter.asOf)}::timestamptz`),
    filter.responderIp && hasAddress("responder", parameters.add(filter.responderIp)),
    ...realmInScope("content.realm_id", filter, parameters),
  ].filter(Boolean);
  return conditions.join(" and ");
}

export async function findFlowPage(
  filter: FlowFilter,
  after: FlowPosition | null,
  limit: number,
): Promise<{ rows: FlowListRow[]; next: FlowPosition | null }> {
  const isListed =
    (filter.fromZone || filter.toZone) && !filter.initiatorIp && !filter.responderIp && after?.lastSeenUs !== null;
  const found = await (isListed ? findBetweenZones : findRows)(filter, after, limit + 1);
  const last = found.length > limit ? found[limit - 1] : undefined;
  return {
    rows: found.slice(0, limit),
    next: last ? { lastSeenUs: last.lastSeenUs, contentId: last.contentId, seq: last.seq } : null,
  };
}

function findRows(filter: FlowFilter, after: FlowPosition | null, limit: number): Promise<FlowListRow[]> {
  const parameters = new SqlParameters();
  const conditions = [whereOf(filter, parameters), behind(after, parameters)];
  return readPage(`${filterSource(filter)} where ${conditions.join(" and ")}`, limit, parameters);
}

/** `source`: of which rows of the flow `f` the first ones in order are read, as SQL text from behind "from". */
function readPage(source: string, limit: number, parameters: SqlParameters): Promise<FlowListRow[]> {
  return sql.query<FlowListRow>(
    `select ${COLUMNS}
       from (select f.content_id, f.seq from ${source}
              order by ${NEWEST} desc, f.content_id, f.seq
              limit ${parameters.add(limit)}::int) page
       join (${SOURCE}) on f.content_id = page.content_id and f.seq = page.seq
      order by ${NEWEST} desc, f.content_id, f.seq`,
    parameters.values,
  );
}

/** By the flows that the sums of contents, days and zones list, so that a page costs the same however many there are. */
async function findBetweenZones(filter: FlowFilter, after: FlowPosition | null, limit: number): Promise<FlowListRow[]> {
  return readListed(filter, after, limit, await listBetweenZones(filter, after, limit));
}

/** Where the flows of a page are: some of these, or in contents of which there is no list. */
interface ListedFlows {
  /** None of the page is older; null when nobody knows. */
  readonly fromUs: number | null;
  /** The flow's content and its `seq` stand at the same place. */
  readonly contentIds: readonly number[];
  readonly seqs: readonly number[];
  readonly unlistedContentIds: readonly number[];
}

async function listBetweenZones(
  { fromZone, toZone, asOf, site, realm }: FlowFilter,
  after: FlowPosition | null,
  limit: number,
): Promise<ListedFlows> {
  const parameters = new SqlParameters();
  const at = asOf && `${parameters.add(asOf)}::timestamptz`;
  const conditions = [
    "c.flows_dropped_at is null",
    `c.format <> '${FLOW_SUMS}'`,
    "not exists (select 1 from flow_rollup_stale s where s.content_id = c.id)",
    fromZone && `r.from_zone = ${parameters.add(fromZone)}`,
    toZone && `r.to_zone = ${parameters.add(toZone)}`,
    at && `c.known_at <= ${at} and ${isWholeAt("c", at)}`,
    ...realmInScope("c.realm_id", { site, realm }, parameters),
  ].filter(Boolean);
  const rows = `${parameters.add(limit)}::int`;
  const time = after === null ? null : `${parameters.add(after.lastSeenUs)}::bigint`;
  // Of what lies partly before the position nobody knows how much, and its flows are all looked at.
  const isBehind = time === null ? "true" : `newest_us < ${time}`;
  const mayReach = time === null ? "true" : `(seqs is null or oldest_us <= ${time})`;
  const [found] = await sql.query<ListedFlows>(
    `with sums as materialized (
       select r.content_id, r.oldest_us, coalesce(r.last_seen_us, ${NO_TIME}) as newest_us, r.flows, r.seqs
         from flow_rollup r join source_content c on c.id = r.content_id where ${conditions.join(" and ")}),
     bound as (
       select oldest_us as from_us
         from (select oldest_us, sum(flows) over (order by oldest_us desc rows unbounded preceding) as flows
                 from sums where ${isBehind} and oldest_us > ${NO_TIME}) added
        where flows >= ${rows} order by oldest_us desc limit 1),
     reached as (
       select content_id, seqs, ${isBehind} as is_behind from sums
        where ${mayReach} and newest_us >= coalesce((select from_us from bound), ${NO_TIME})),
     listed as (
       select content_id, seq from reached, unnest(case when is_behind then seqs[:${rows}] else seqs end) seq)
     select (select from_us from bound) as "fromUs", array(select content_id from listed) as "contentIds",
            array(select seq from listed) as seqs,
            array(select content_id from reached where seqs is null
                  union select content_id from flow_rollup_stale
                  union select c.id from source_content c where ${isPartAt(at)}) as "unlistedContentIds"`,
    parameters.values,
  );
  return found as ListedFlows;
}

function readListed(
  filter: FlowFilter,
  after: FlowPosition | null,
  limit: number,
  { fromUs, contentIds, seqs, unlistedContentIds }: ListedFlows,
): Promise<FlowListRow[]> {
  const parameters = new SqlParameters();
  const inReach = [behind(after, parameters)];
  if (fromUs !== null) inReach.push(`${NEWEST} >= ${parameters.add(fromUs)}::bigint`);
  const listed = `unnest(${parameters.add(contentIds)}::bigint[], ${parameters.add(seqs)}::int[]) listed(content_id, seq)
    join flow f on f.content_id = listed.content_id and f.seq = listed.seq where ${inReach.join(" and ")}`;
  if (unlistedContentIds.length === 0) return readPage(listed, limit, parameters);
  const looked = [
    ...[...inReach, whereOf(filter, parameters), endsIn(filter, parameters)],
    `f.content_id = any(${parameters.add(unlistedContentIds)}::bigint[])`,
  ];
  const columns = "f.content_id, f.seq, f.last_seen_us";
  return readPage(
    `(select ${columns} from ${listed}
      union select ${columns} from ${filterSource(filter)} where ${looked.join(" and ")}) f`,
    limit,
    parameters,
  );
}

/** Follows from the zones that are asked for, and can be looked up in an index. */
function endsIn({ fromZone, toZone }: FlowFilter, parameters: SqlParameters): string {
  if (fromZone && !isPseudoZone(fromZone)) return mayStandIn("f.initiator_device_id", parameters.add(fromZone));
  if (toZone && !isPseudoZone(toZone)) return mayStandIn("f.responder_device_id", parameters.add(toZone));
  return "true";
}

function behind(after: FlowPosition | null, parameters: SqlParameters): string {
  if (!after) return "true";
  const key = `(f.content_id, f.seq) > (${parameters.add(after.contentId)}::bigint, ${parameters.add(after.seq)}::int)`;
  const time = after.lastSeenUs === null ? NO_TIME : `${parameters.add(after.lastSeenUs)}::bigint`;
  // The first condition is implied by the second, and only it bounds a walk along the index.
  return `(${NEWEST} <= ${time} and (${NEWEST} < ${time} or ${key}))`;
}

/** SQL: whether of the content's flows only some were known then, so that they are looked at one by one. */
const isPartAt = (at: string | undefined) =>
  at ? `c.flows_dropped_at is null and c.known_at <= ${at} and not ${isWholeAt("c", at)}` : "false";

/** Exact: from the sums that are kept, and row by row only where they are behind or say too little. */
export async function countFlows(filter: FlowFilter): Promise<number> {
  const { fromZone, toZone, asOf, site, realm } = filter;
  if (filter.initiatorIp || filter.responderIp) return countRows(filter, null);
  const parameters = new SqlParameters();
  const at = asOf && `${parameters.add(asOf)}::timestamptz`;
  const conditions = [
    "c.flows_dropped_at is null",
    "not exists (select 1 from flow_rollup_stale s where s.content_id = c.id)",
    fromZone && `r.from_zone = ${parameters.add(fromZone)}`,
    toZone && `r.to_zone = ${parameters.add(toZone)}`,
    at && `c.known_at <= ${at} and ${isWholeAt("c", at)}`,
    ...realmInScope("c.realm_id", { site, realm }, parameters),
  ].filter(Boolean);
  const source = fromZone || toZone ? "flow_rollup r join source_content c on c.id = r.content_id" : "source_content c";
  const [row] = await sql.query<{ count: number; behind: number[] }>(
    `select coalesce(sum(${fromZone || toZone ? "r.flows" : "c.flow_count"}), 0)::bigint as count,
            array(select content_id from flow_rollup_stale
                  union select c.id from source_content c where ${isPartAt(at)} order by 1) as behind
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
