import "server-only";
import type { SiteScope } from "@/lib/domain/site-scope";
import type { SqlParameters } from "../sql-parameters";

/** Conditions over `device d`; none when everywhere is asked for. */
export function deviceInScope({ site, realm }: SiteScope, parameters: SqlParameters): string[] {
  const conditions: string[] = [];
  if (site !== undefined) conditions.push(`d.site_id = ${parameters.add(site)}::uuid`);
  if (realm !== undefined) conditions.push(`${parameters.add(realm)}::uuid = any(d.realm_ids)`);
  return conditions;
}

/** Conditions over the id of the realm in which something was recorded; none when everywhere is asked for. */
export function realmInScope(realmId: string, { site, realm }: SiteScope, parameters: SqlParameters): string[] {
  const conditions: string[] = [];
  if (site !== undefined) {
    conditions.push(`${realmId} = any(array(select id from realm where site_id = ${parameters.add(site)}::uuid))`);
  }
  if (realm !== undefined) conditions.push(`${realmId} = ${parameters.add(realm)}::uuid`);
  return conditions;
}
