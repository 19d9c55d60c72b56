import "server-only";
import type { Zone } from "@/lib/domain/zone/zone";
import type { Sql } from "./sql";

/** All zones with their rules, as placing devices needs them; realms by id. */
export async function loadZones(tx: Sql): Promise<Zone[]> {
  return tx.query<Zone>(
    `select z.id, z.name, z.site_id as "siteId", z.purdue_level as "purdueLevel", z.criticality,
            coalesce((select jsonb_agg(jsonb_build_object('realm', realm_id, 'cidr', cidr) order by realm_id, cidr)
                        from zone_cidr where zone_id = z.id), '[]') as cidrs,
            coalesce((select jsonb_agg(jsonb_build_object('realm', realm_id, 'vlan', vlan) order by realm_id, vlan)
                        from zone_vlan where zone_id = z.id), '[]') as vlans
       from zone z order by z.id`,
  );
}
