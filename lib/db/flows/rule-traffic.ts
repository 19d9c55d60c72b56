import "server-only";
import type { Transport } from "@/lib/domain/observation";
import { sql } from "../client";
import { endDevices, endName } from "./flow-zones";

export interface RuleTrafficRow {
  readonly initiatorIp: string;
  readonly responderIp: string;
  readonly transport: Transport;
  readonly port: number | null;
  readonly protocol: string;
}

/** Every kind of conversation between two addresses of a realm, once; at most `limit`. */
export async function listRuleTraffic(realmId: string, limit: number): Promise<RuleTrafficRow[]> {
  return sql.query<RuleTrafficRow>(
    `select distinct initiator_ip as "initiatorIp", responder_ip as "responderIp", transport, port, protocol
       from conversation where realm_id = $1 and initiator_ip is not null and responder_ip is not null
      order by 1, 2, 3, 4, 5 limit $2`,
    [realmId, limit],
  );
}

export interface DeviceTrafficRow extends Omit<RuleTrafficRow, "initiatorIp" | "responderIp"> {
  readonly initiatorIp: string | null;
  readonly responderIp: string | null;
  readonly isOut: boolean;
  readonly peerName: string;
  /** UTC days on which it was seen; 0 when its times are masked. */
  readonly days: number;
  readonly lastUs: number | null;
  readonly flows: number;
}

/** What a device did in a realm, added up by peer and service; `sinceUs`: only what was seen then or later. */
export async function listDeviceTraffic(
  deviceId: string,
  realmId: string,
  sinceUs: number | null,
): Promise<DeviceTrafficRow[]> {
  const isOut = "coalesce(f.initiator_device_id = $1, false)";
  return sql.query<DeviceTrafficRow>(
    `select f.initiator_ip as "initiatorIp", f.responder_ip as "responderIp", f.transport, f.port, f.protocol,
            ${isOut} as "isOut",
            min(case when ${isOut} then ${endName("responder", "f")} else ${endName("initiator", "f")} end) as "peerName",
            count(distinct f.last_seen_us / 86400000000) as days, max(f.last_seen_us) as "lastUs", sum(f.flows) as flows
       from flow f join source_content c on c.id = f.content_id ${endDevices("f")}
      where (f.initiator_device_id = $1 or f.responder_device_id = $1) and c.realm_id = $2 and c.is_complete
        and ($3::bigint is null or f.last_seen_us >= $3::bigint)
      group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5`,
    [deviceId, realmId, sinceUs],
  );
}
