import "server-only";
import { DEVICE_FACT_COLUMNS, type DeviceFactColumns } from "../devices/device-facts";
import type { Sql } from "../sql";

/** A device that waits for a decision, as rules ask for it. */
export interface WaitingRow extends DeviceFactColumns {
  readonly zone: string | null;
  readonly purdueLevel: number | null;
  readonly site: string;
  readonly realms: readonly string[];
  readonly isExposed: boolean;
  readonly protocols: readonly string[];
  readonly search: string;
  readonly ports: readonly { readonly transport: string; readonly port: number | null }[];
}

const BATCH_ROWS = 1_000;
const NIL = "00000000-0000-0000-0000-000000000000";

/** Every device that waits, by id, in batches. */
export async function* streamWaiting(db: Sql): AsyncGenerator<WaitingRow> {
  for (let after = NIL; ; ) {
    const rows = await db.query<WaitingRow>(
      `select ${DEVICE_FACT_COLUMNS}, z.name as zone, d.purdue_level as "purdueLevel", s.name as site,
              array(select r.name from realm r where r.id = any(d.realm_ids)) as realms,
              d.is_exposed as "isExposed", d.protocols, d.search,
              coalesce((select jsonb_agg(jsonb_build_object('transport', it->'transport', 'port', it->'port'))
                 from jsonb_array_elements(d.listed->'services') it), '[]') as ports
         from device d join site s on s.id = d.site_id left join zone z on z.id = d.zone_id
        where d.state = 'unsanctioned' and d.id > $1 order by d.id limit ${BATCH_ROWS}`,
      [after],
    );
    yield* rows;
    if (rows.length < BATCH_ROWS) return;
    after = (rows.at(-1) as WaitingRow).id;
  }
}
