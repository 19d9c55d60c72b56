import "server-only";
import type { DeviceColumnsRow } from "@/lib/domain/columns/device-columns";
import { SET_SEPARATOR } from "@/lib/domain/columns/text-column";
import { sql } from "../client";
import { likenessProof } from "../shadow/likeness";
import { followDevices, nulls } from "./follow-devices";

/** A device as it is now, or one that is no more. */
export type DeviceChange = { readonly rev: number; readonly id: string } & (
  | { readonly isGone: true }
  | ({ readonly isGone: false } & DeviceColumnsRow)
);

/** SQL: what the columns in memory hold of a device, sets as one text (`$3` between their members). */
const COLUMNS = `site_id as "siteId", zone_id as "zoneId", purdue_level as "purdueLevel",
  state, presence, risk_score as "riskScore", risk_band as "riskBand", conflict_count as "conflictCount", module_count as "moduleCount",
  is_exposed as "isExposed", criticality, name, serial, vendor, model, firmware,
  order_number as "orderNumber", golden, os, role, ${likenessProof("listed")} as proof, owner, location,
  case when ips[1] like '%.%' and ips[1] not like '%:%'
  then realm_ids[1] || ' ' || network(set_masklen(ips[1]::inet, 24)) end as subnet,
  array_to_string(realm_ids, $3) as "realmIds", array_to_string(protocols, $3) as protocols,
  array_to_string(tags, $3) as tags,
  '[' || jsonb_path_query_array(listed, '$.services[*].transport')::text || ','
  || jsonb_path_query_array(listed, '$.services[*].port')::text || ']' as ports,
  custom::text as custom, array_to_string(macs, $3) as macs,
  coalesce(array_to_string(conflict_kinds, $3), '') as "conflictKinds", coalesce(array_to_json(notes)::text, '') as notes,
  coalesce(array_to_string(child_values, $3), '') as "childValues",
  ip_order as "ipOrder", array_to_string(ips[2:], $3) as "otherIps", search, end_of_support_us as "endOfSupportUs", first_seen_us as "firstSeenUs", last_seen_us as "lastSeenUs"`;

/** What changed behind a revision, in order; from 0 all devices that there are. */
export function readDeviceChanges(after: number): AsyncGenerator<DeviceChange[]> {
  return followDevices<DeviceChange>(after, {
    columns: ['false as "isGone"', COLUMNS],
    gone: ["true", ...nulls(39)],
    parameters: [SET_SEPARATOR],
  });
}

/** Of the last change of any device; 0 before the first. */
export async function newestDeviceRev(): Promise<number> {
  const [row] = await sql.query<{ rev: number }>(
    "select greatest((select max(rev) from device), (select max(rev) from device_gone), 0) as rev",
  );
  return row?.rev ?? 0;
}
