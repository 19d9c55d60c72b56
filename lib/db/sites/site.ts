import "server-only";
import { sql } from "../client";
import type { Sql } from "../sql";

export interface SiteRow {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
  readonly realms: readonly { readonly id: string; readonly name: string }[];
}

/** Sites and their realms, both by name. */
export async function listSiteRows(db: Sql = sql): Promise<SiteRow[]> {
  return db.query<SiteRow>(
    `select s.id, s.name, s.time_zone as "timeZone",
            coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name) order by r.name)
                     filter (where r.id is not null), '[]') as realms
       from site s left join realm r on r.site_id = s.id group by s.id order by s.name`,
  );
}

/** Name of each realm by its id. */
export async function realmNames(): Promise<Map<string, string>> {
  const rows = await sql.query<{ id: string; name: string }>("select id, name from realm");
  return new Map(rows.map((row) => [row.id, row.name]));
}
