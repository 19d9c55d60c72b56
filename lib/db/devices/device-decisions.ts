import "server-only";
import { ZONE_NAMES } from "@/lib/db/zones/zone";
import type { Decision, DeviceState } from "@/lib/domain/device/decision";
import { sql } from "../client";

export interface DeviceDecisionRow {
  readonly id: string;
  readonly kind: Decision["kind"];
  readonly state: DeviceState | null;
  readonly field: string | null;
  readonly value: string | null;
  readonly zoneName: string | null;
  readonly actor: string;
  readonly reason: string;
  readonly at: Date;
  readonly expiresAt: Date | null;
  readonly undoneAt: Date | null;
  readonly undoneBy: string | null;
}

/** Everything that was decided on the device, undone decisions too, newest first. */
export async function listDeviceDecisions(deviceId: string, holding: readonly string[]): Promise<DeviceDecisionRow[]> {
  return sql.query<DeviceDecisionRow>(
    `select d.id, d.kind, d.state, d.field, d.value, z.name as "zoneName", d.actor, d.reason, d.at,
            d.expires_at as "expiresAt", d.undone_at as "undoneAt", d.undone_by as "undoneBy"
       from decision d left join (${ZONE_NAMES}) z on z.id = d.zone_id
      where d.device_id = $1 or d.id = any($2::uuid[])
      order by d.at desc, d.id`,
    [deviceId, holding],
  );
}
