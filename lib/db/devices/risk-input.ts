import "server-only";
import type { Device } from "@/lib/domain/device/device";
import type { RiskBand, RiskInput } from "@/lib/domain/risk/risk";
import type { RiskCircumstances } from "@/lib/domain/risk/risk-input";
import { sql } from "../client";
import { ZONE_NAMES } from "../zones/zone";
import { deviceLabel } from "./device-label";

/** A device with all that its score was computed from. */
export interface RiskInputRow {
  readonly id: string;
  readonly name: string | null;
  readonly zoneId: string | null;
  readonly zone: RiskInput["zone"];
  readonly score: number;
  readonly band: RiskBand;
  readonly device: Pick<Device, "state" | "fields" | "services" | "conflicts">;
  readonly circumstances: RiskCircumstances;
}

const BATCH_ROWS = 1_000;

/** Named as `zoneNames` does. */
const ZONES = `select zone.id, jsonb_build_object('name', label.name, 'purdueLevel', zone.purdue_level,
    'criticality', zone.criticality, 'consequence', zone.consequence) as zone
  from zone join (${ZONE_NAMES}) label on label.id = zone.id`;

/** All devices by id, batch by batch; `isLiving` leaves retired ones out. */
export async function* readRiskInputs({ isLiving }: { readonly isLiving: boolean }): AsyncGenerator<RiskInputRow[]> {
  let after = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const rows = await sql.query<RiskInputRow>(
      `select d.id, ${deviceLabel("d")} as name, d.zone_id as "zoneId", z.zone,
              d.risk_score as score, d.risk_band as band,
              jsonb_build_object('state', it.state, 'services', it.services, 'conflicts', it.conflicts,
                'fields', jsonb_strip_nulls(jsonb_build_object(
                  'role', it.fields->'role', 'criticality', it.fields->'criticality'))) as device,
              d.circumstances
         from (select * from device
                where id > $1::uuid and circumstances <> '{}'::jsonb and (not $2::bool or state <> 'retired')
                order by id limit ${BATCH_ROWS}) d
         -- Unpacks the whole of a device once, where each arrow would.
        cross join jsonb_to_record(d.detail) it(state jsonb, services jsonb, conflicts jsonb, fields jsonb)
         left join (${ZONES}) z on z.id = d.zone_id
        order by d.id`,
      [after, isLiving],
    );
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < BATCH_ROWS) return;
    after = last.id;
  }
}
