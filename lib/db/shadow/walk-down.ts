import "server-only";
import { ZONE_NAMES } from "@/lib/db/zones/zone";
import type { SiteScope } from "@/lib/domain/site-scope";
import { IS_IN_USE, LEAVES_OPEN, type WalkDownDevice } from "@/lib/domain/triage/walk-down";
import { sql } from "../client";
import { deviceCondition } from "../devices/device-condition";
import { shownDeviceLabel } from "../devices/device-label";
import { deviceInScope } from "../sites/site-scope";
import { SqlParameters } from "../sql-parameters";

const IS_QUESTION = "verdict = 'possible' and question is not null";

/** `findings`: which of the findings are looked at, as a condition; `more`: further columns. */
const selectOf = (findings: string, more = "") => `
  select d.id, ${shownDeviceLabel("d")} as name, s.name as site, z.name as "zoneName",
         d.location, d.ips, d.macs, d.vendor, d.model, d.order_number as "orderNumber", d.firmware,
         d.state = 'unsanctioned' as "isWaiting", d.risk_score as "riskScore",
         coalesce(f.questions, '[]') as "findingQuestions"${more}
    from device d join site s on s.id = d.site_id left join (${ZONE_NAMES}) z on z.id = d.zone_id
    left join (
      select device_id, jsonb_agg(jsonb_build_object('text', question, 'findings', findings) order by question) as questions
        from (select device_id, question, count(*) as findings
                from finding where ${IS_QUESTION} and ${findings} group by device_id, question) q
       group by device_id) f on f.device_id = d.id`;
const RISKIEST_FIRST = "order by d.risk_score desc, d.id";

/**
 * Devices that leave something open, the riskiest first; `total` counts those beyond the limit, too. Reads every device;
 * the columns in memory find the same (`DeviceIndex.riskiestOpen`).
 */
export async function findOpenDevices(
  scope: SiteScope,
  limit: number,
): Promise<{ devices: WalkDownDevice[]; total: number }> {
  const parameters = new SqlParameters();
  const [isInUse, leavesOpen] = [IS_IN_USE, LEAVES_OPEN].map((it) => deviceCondition(it, parameters, 0));
  const conditions = [isInUse, ...deviceInScope(scope, parameters), `(${leavesOpen} or f.device_id is not null)`];
  const rows = await sql.query<WalkDownDevice & { readonly total: number }>(
    `${selectOf("true", ", count(*) over ()::int as total")}
      where ${conditions.join(" and ")}
      ${RISKIEST_FIRST} limit ${parameters.add(limit)}`,
    parameters.values,
  );
  return { devices: rows, total: rows[0]?.total ?? 0 };
}

/** These devices with what they leave open, the riskiest first. */
export async function loadOpenDevices(ids: readonly string[]): Promise<WalkDownDevice[]> {
  return sql.query<WalkDownDevice>(
    `${selectOf("device_id in (select unnest($1::uuid[]))")} where d.id in (select unnest($1::uuid[])) ${RISKIEST_FIRST}`,
    [ids],
  );
}

/** Devices of which a finding asks something. */
export async function findAskedDevices(): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(`select distinct device_id as id from finding where ${IS_QUESTION}`);
  return rows.map(({ id }) => id);
}
