import "server-only";
import type { Citation } from "@/lib/domain/device/device";
import type { OperationCounts } from "@/lib/domain/flow/flow";
import type { Transport } from "@/lib/domain/observation";
import { isPseudoZone } from "@/lib/domain/zone/zone-key";
import { sql } from "../client";
import { SqlParameters } from "../sql-parameters";
import { FLOW_DAY } from "./flow-rollup-sums";
import { endDevices, endName, mayStandIn, zoneKeys } from "./flow-zones";
import { operationSums } from "./operation-sums";

export interface MatrixCellRow {
  readonly from: string;
  readonly to: string;
  readonly protocols: readonly string[];
  readonly flows: number;
  readonly packets: number;
  readonly bytes: number;
  readonly operations: OperationCounts;
  readonly firstSeenUs: number | null;
  readonly lastSeenUs: number | null;
}

const { from: FROM_ZONE, to: TO_ZONE } = zoneKeys("c", "c.realm_id");
const SUMS = `array_agg(distinct protocol order by protocol) as protocols, sum(flows)::bigint as flows,
  sum(packets)::bigint as packets, sum(bytes)::bigint as bytes, ${operationSums("operations")} as operations,
  min(first_seen_us) as "firstSeenUs", max(last_seen_us) as "lastSeenUs"`;

/** Conversations added up by zones and protocol, as SQL text. */
export const PLACED_SUMS = `select ${FROM_ZONE} as "from", ${TO_ZONE} as "to", c.protocol, sum(c.flows) as flows,
    sum(c.packets) as packets, sum(c.bytes) as bytes, ${operationSums("c.operations")} as operations,
    min(c.first_seen_us) as first_seen_us, max(c.last_seen_us) as last_seen_us
  from conversation c ${endDevices("c")} group by 1, 2, 3`;

/** Who talks to whom by zone: every pair of zones with traffic, largest first. Reads every conversation. */
export async function sumMatrixCells(): Promise<MatrixCellRow[]> {
  // By protocol first: few rows are left to be sorted for the list of protocols.
  return sql.query<MatrixCellRow>(
    `select "from", "to", ${SUMS}
       from (${PLACED_SUMS}) placed
      group by 1, 2 order by sum(bytes) desc, 1, 2`,
  );
}

export interface PairRow extends Omit<MatrixCellRow, "from" | "to"> {
  readonly initiatorDeviceId: string | null;
  readonly initiatorName: string;
  readonly initiatorIp: string | null;
  readonly responderDeviceId: string | null;
  readonly responderName: string;
  readonly responderIp: string | null;
  readonly total: number;
}

const NAMED_ENDS = (row: string) => `${endName("initiator", row)} as initiator_name,
  coalesce(responder.name, ${row}.peer_name, ${endName("responder", row)}) as responder_name`;

const PLACED_CONVERSATIONS = (
  isOfEnds: string,
) => `select c.*, ${NAMED_ENDS("c")}, ${FROM_ZONE} as "from", ${TO_ZONE} as "to"
  from conversation c ${endDevices("c")} where ${isOfEnds}`;

const { from: FLOW_FROM, to: FLOW_TO } = zoneKeys("f", "content.realm_id");
/** Files with flows of the cell on the days from $3 to $4, and whether its sums list these. */
const CELL_CONTENTS = `select r.content_id as id, bool_and(r.seqs is not null) and not exists (
    select 1 from flow_rollup_stale s where s.content_id = r.content_id) as "isListed"
  from flow_rollup r where r.from_zone = $1 and r.to_zone = $2 and r.day between $3 and $4 group by r.content_id`;
/** Single flows of the cell on the days from $4 to $5 that its sums list, of the files $6. */
const LISTED_FLOWS = `select f.*, ${NAMED_ENDS("f")}, $1 as "from", $2 as "to"
  from (select r.content_id, unnest(r.seqs) as seq from flow_rollup r
         where r.content_id = any($6) and r.from_zone = $1 and r.to_zone = $2 and r.day between $4 and $5) listed
  join flow f on f.content_id = listed.content_id and f.seq = listed.seq ${endDevices("f")}`;
/** The same of the files $7, found among all their flows. */
const FOUND_FLOWS = (isOfEnds: string) => `select f.*, ${NAMED_ENDS("f")}, ${FLOW_FROM} as "from", ${FLOW_TO} as "to"
  from flow f join source_content content on content.id = f.content_id ${endDevices("f")}
 where f.content_id = any($7) and ${FLOW_DAY} between $4 and $5 and ${isOfEnds}`;

/**
 * Pairs of devices (or addresses without a device) behind a cell, largest first; `total` counts all of them. With days,
 * both inclusive, only what flows did that began in them.
 */
export async function sumMatrixPairs(
  fromZone: string,
  toZone: string,
  limit: number,
  days: { readonly fromDay: number; readonly toDay: number } | null = null,
): Promise<PairRow[]> {
  const row = days === null ? "c" : "f";
  const ends = [
    "true",
    ...(await endsInZone(`${row}.initiator_device_id`, "$1", fromZone)),
    ...(await endsInZone(`${row}.responder_device_id`, "$2", toZone)),
  ].join(" and ");
  if (days === null) return sumPairs(PLACED_CONVERSATIONS(ends), [fromZone, toZone, limit]);
  const { fromDay, toDay } = days;
  const contents = await sql.query<{ id: number; isListed: boolean }>(CELL_CONTENTS, [
    fromZone,
    toZone,
    fromDay,
    toDay,
  ]);
  const idsOf = (isListed: boolean) => contents.filter((it) => it.isListed === isListed).map(({ id }) => id);
  const [listed, others] = [idsOf(true), idsOf(false)];
  const parameters = [fromZone, toZone, limit, fromDay, toDay, listed];
  return others.length === 0
    ? sumPairs(LISTED_FLOWS, parameters)
    : sumPairs(`${LISTED_FLOWS} union all ${FOUND_FLOWS(ends)}`, [...parameters, others]);
}

/** `placed`: conversations or flows with the zones of their ends, as SQL text. */
async function sumPairs(placed: string, parameters: readonly unknown[]): Promise<PairRow[]> {
  return sql.query<PairRow>(
    `select initiator_device_id as "initiatorDeviceId", min(initiator_name) as "initiatorName",
            min(initiator_ip) as "initiatorIp", responder_device_id as "responderDeviceId",
            min(responder_name) as "responderName", min(responder_ip) as "responderIp", ${SUMS},
            count(*) over () as total
       from (${placed}) placed
      where "from" = $1 and "to" = $2
      group by initiator_device_id, responder_device_id,
               case when initiator_device_id is null then coalesce(initiator_ip, initiator_mac) end,
               case when responder_device_id is null then coalesce(responder_ip, responder_mac) end
      order by sum(bytes) desc, 1, 4, 3, 6 limit $3`,
    parameters,
  );
}

/** Looking up the rows of so many devices by an index costs less than reading all rows. */
const FEW_DEVICES = 20_000;

async function endsInZone(deviceId: string, parameter: string, zone: string): Promise<string[]> {
  if (isPseudoZone(zone)) return [];
  const [found] = await sql.query<{ devices: number }>(
    `select count(*)::int as devices
       from (select from device where zone_id = (select id from zone where id::text = $1) limit ${FEW_DEVICES + 1}) few`,
    [zone],
  );
  return found && found.devices <= FEW_DEVICES ? [mayStandIn(deviceId, parameter)] : [];
}

export interface DeviceConversationRow {
  readonly id: string;
  readonly isOut: boolean;
  readonly peerDeviceId: string | null;
  readonly peerName: string;
  readonly peerIp: string | null;
  readonly ownIp: string | null;
  readonly peerZone: string;
  readonly transport: Transport;
  readonly port: number | null;
  readonly protocol: string;
  readonly packets: number;
  readonly bytes: number;
  readonly operations: OperationCounts;
  readonly firstSeenUs: number | null;
  readonly lastSeenUs: number | null;
  readonly citation: Citation;
}

/** Position in the list of a device's conversations. */
export interface ConversationPosition {
  readonly bytes: number;
  readonly id: string;
}

/** A device's conversations, largest first. `peerZone` is a zone's id or a pseudo zone. */
export async function findDeviceConversations(
  deviceId: string,
  after: ConversationPosition | null,
  limit: number,
): Promise<DeviceConversationRow[]> {
  const parameters = new SqlParameters();
  const device = `${parameters.add(deviceId)}::uuid`;
  const isBehind = after
    ? `(c.bytes < ${parameters.add(after.bytes)}::bigint or (c.bytes = ${parameters.add(after.bytes)}::bigint and c.id > ${parameters.add(after.id)}::uuid))`
    : "true";
  const isOut = `c.initiator_device_id = ${device}`;
  const ofPeer = (out: string, into: string) => `case when ${isOut} then ${out} else ${into} end`;
  return sql.query<DeviceConversationRow>(
    `select c.id, coalesce(${isOut}, false) as "isOut",
            ${ofPeer("c.responder_device_id", "c.initiator_device_id")} as "peerDeviceId",
            ${ofPeer(`coalesce(responder.name, c.peer_name, ${endName("responder", "c")})`, endName("initiator", "c"))} as "peerName",
            ${ofPeer("c.responder_ip", "c.initiator_ip")} as "peerIp",
            ${ofPeer("c.initiator_ip", "c.responder_ip")} as "ownIp",
            ${ofPeer(TO_ZONE, FROM_ZONE)} as "peerZone",
            c.transport, c.port, c.protocol, c.packets, c.bytes, c.operations,
            c.first_seen_us as "firstSeenUs", c.last_seen_us as "lastSeenUs",
            jsonb_build_object('realm', r.name, 'fileSha256', content.sha256, 'fileName', content.file_name,
              'format', content.format, 'position', c.position) as citation
       from conversation c ${endDevices("c")}
       join source_content content on content.id = c.content_id join realm r on r.id = c.realm_id
      where (c.initiator_device_id = ${device} or c.responder_device_id = ${device}) and ${isBehind}
      order by c.bytes desc, c.id limit ${parameters.add(limit)}::int`,
    parameters.values,
  );
}

export async function countDeviceConversations(deviceId: string): Promise<number> {
  const [row] = await sql.query<{ count: number }>(
    "select count(*) as count from conversation where initiator_device_id = $1 or responder_device_id = $1",
    [deviceId],
  );
  return row?.count ?? 0;
}
