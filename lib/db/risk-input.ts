import "server-only";
import type { Device } from "@/lib/domain/device/device";
import type { RiskBand, RiskInput } from "@/lib/domain/risk/risk";
import type { RiskCircumstances } from "@/lib/domain/risk/risk-input";
import { sql } from "./client";
import { zoneLabel } from "./zone";

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

/** All devices by id, batch by batch; `isLiving` leaves retired ones out. */
export async function* readRiskInputs({ isLiving }: { readonly isLiving: boolean }): AsyncGenerator<RiskInputRow[]> {
  let after = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const rows = await sql.query<RiskInputRow>(
      `select d.id, coalesce(d.name, d.ips[1], d.macs[1]) as name, d.zone_id as "zoneId",
              case when z.id is null then null else jsonb_build_object('name', ${zoneLabel("z")}, 'purdueLevel', z.purdue_level,
                'criticality', z.criticality, 'consequence', z.consequence) end as zone,
              d.risk_score as score, d.risk_band as band,
              jsonb_build_object('state', d.detail->'state', 'services', d.detail->'services',
                'conflicts', d.detail->'conflicts', 'fields', jsonb_strip_nulls(jsonb_build_object(
                  'role', d.detail->'fields'->'role', 'criticality', d.detail->'fields'->'criticality'))) as device,
              d.circumstances
         from device d left join zone z on z.id = d.zone_id
        where d.id > $1::uuid and d.circumstances <> '{}'::jsonb and (not $2::bool or d.state <> 'retired')
        order by d.id limit ${BATCH_ROWS}`,
      [after, isLiving],
    );
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < BATCH_ROWS) return;
    after = last.id;
  }
}
