import "server-only";
import type { OperationCounts } from "@/lib/domain/flow/flow";
import type { FlowTimes } from "@/lib/domain/flow/week-hours";
import { sql } from "../client";
import { endDevices, zoneKeys } from "../flows/flow-zones";
import { operationSums } from "../flows/operation-sums";

/** Rows of `table` with the device at an end, at most `$2` of each end, as SQL text. */
const rowsOfDevice = (table: "flow" | "conversation") =>
  `((select * from ${table} where initiator_device_id = $1 limit $2) union all
    (select * from ${table} where responder_device_id = $1 and initiator_device_id is distinct from $1 limit $2))`;

export interface DeviceTimesRow extends FlowTimes {
  readonly isOut: boolean;
  /** How many were read, and for how many flows they stand. */
  readonly rows: number;
  readonly flows: number;
}

/** When the device's flows began and ended, to the hour; at most `limit` flows of each end are read. */
export async function findDeviceTimes(deviceId: string, limit: number): Promise<DeviceTimesRow[]> {
  return sql.query<DeviceTimesRow>(
    `select first_seen_us / 3600000000 * 3600000000 as "firstSeenUs",
            last_seen_us / 3600000000 * 3600000000 as "lastSeenUs",
            coalesce(initiator_device_id = $1, false) as "isOut", count(*) as rows, sum(flows)::bigint as flows
       from ${rowsOfDevice("flow")} f group by 1, 2, 3`,
    [deviceId, limit],
  );
}

export interface DevicePeerZoneRow {
  readonly zone: string;
  readonly peers: number;
  /** As the list of its flows counts them: of the same ends and service, one. */
  readonly flows: number;
  readonly packets: number;
  readonly bytes: number;
  readonly operations: OperationCounts;
}

const { from: FROM_ZONE, to: TO_ZONE } = zoneKeys("c", "c.realm_id");
/** The end that is not the device, `out` where the device began. */
const ofPeer = (out: string, into: string) => `case when c.initiator_device_id = $1 then ${out} else ${into} end`;

/** The device's conversations by the zone of their other end, most bytes first; at most `limit` of each end are read. */
export async function sumDevicePeerZones(deviceId: string, limit: number): Promise<DevicePeerZoneRow[]> {
  return sql.query<DevicePeerZoneRow>(
    `select zone, count(distinct peer) as peers, count(*) as flows, sum(packets)::bigint as packets,
            sum(bytes)::bigint as bytes, ${operationSums("operations")} as operations
       from (select ${ofPeer(TO_ZONE, FROM_ZONE)} as zone, c.packets, c.bytes, c.operations,
                    ${ofPeer(
                      "coalesce(c.responder_device_id::text, c.responder_ip, c.responder_mac)",
                      "coalesce(c.initiator_device_id::text, c.initiator_ip, c.initiator_mac)",
                    )} as peer
               from ${rowsOfDevice("conversation")} c ${endDevices("c")}) placed
      group by zone order by bytes desc, zone`,
    [deviceId, limit],
  );
}

/** Time zone of the device's site (IANA name); null for an id that is no device's. */
export async function findDeviceTimeZone(deviceId: string): Promise<string | null> {
  const [row] = await sql.query<{ timeZone: string }>(
    `select s.time_zone as "timeZone" from device d join realm r on r.id = d.realm_ids[1] join site s on s.id = r.site_id
      where d.id = $1`,
    [deviceId],
  );
  return row?.timeZone ?? null;
}
