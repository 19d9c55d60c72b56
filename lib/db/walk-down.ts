import "server-only";
import type { SiteScope } from "@/lib/domain/site-scope";
import type { WalkDownDevice } from "@/lib/domain/triage/walk-down";
import { sql } from "./client";
import { deviceInScope } from "./site-scope";
import { SqlParameters } from "./sql-parameters";

/** Devices that leave something open, the riskiest first; `total` counts those beyond the limit, too. */
export async function findOpenDevices(
  scope: SiteScope,
  limit: number,
): Promise<{ devices: WalkDownDevice[]; total: number }> {
  const parameters = new SqlParameters();
  const conditions = ["d.state <> 'retired'", ...deviceInScope(scope, parameters)];
  const rows = await sql.query<WalkDownDevice & { readonly total: number }>(
    `select d.id, coalesce(d.name, d.ips[1], d.macs[1], 'Unnamed device') as name, s.name as site, z.name as "zoneName",
            d.location, d.ips, d.macs, d.vendor, d.model, d.order_number as "orderNumber", d.firmware,
            d.state = 'unsanctioned' as "isWaiting", d.risk_score as "riskScore",
            coalesce(f.questions, '[]') as "findingQuestions", count(*) over ()::int as total
       from device d join site s on s.id = d.site_id left join zone z on z.id = d.zone_id
       left join (
         select device_id, jsonb_agg(jsonb_build_object('text', question, 'findings', findings) order by question) as questions
           from (select device_id, question, count(*) as findings
                   from finding where verdict = 'possible' and question is not null group by device_id, question) q
          group by device_id) f on f.device_id = d.id
      where ${conditions.join(" and ")} and (d.state = 'unsanctioned' or d.zone_id is null or d.vendor is null
            or (d.model is null and d.order_number is null) or f.device_id is not null)
      order by d.risk_score desc, d.id limit ${parameters.add(limit)}`,
    parameters.values,
  );
  return { devices: rows, total: rows[0]?.total ?? 0 };
}
