import "server-only";
import type { Sql } from "./sql";

/** A device that waits for a decision, as rules ask for it. */
export interface WaitingRow {
  readonly id: string;
  readonly name: string | null;
  readonly vendor: string | null;
  readonly model: string | null;
  readonly firmware: string | null;
  readonly orderNumber: string | null;
  readonly serial: string | null;
  readonly os: string | null;
  readonly role: string | null;
  readonly owner: string | null;
  readonly location: string | null;
  readonly criticality: number | null;
  readonly tags: readonly string[];
  readonly custom: Readonly<Record<string, string>>;
  readonly zone: string | null;
  readonly purdueLevel: number | null;
  readonly site: string;
  readonly realms: readonly string[];
  readonly state: string;
  readonly presence: string | null;
  readonly riskScore: number;
  readonly riskBand: string;
  readonly conflictCount: number;
  readonly moduleCount: number;
  readonly isExposed: boolean;
  readonly ips: readonly string[];
  readonly macs: readonly string[];
  readonly protocols: readonly string[];
  readonly search: string;
  readonly firstSeenUs: number | null;
  readonly lastSeenUs: number | null;
  readonly ports: readonly { readonly transport: string; readonly port: number | null }[];
}

const BATCH_ROWS = 1_000;
const NIL = "00000000-0000-0000-0000-000000000000";

/** Every device that waits, by id, in batches. */
export async function* streamWaiting(db: Sql): AsyncGenerator<WaitingRow> {
  for (let after = NIL; ; ) {
    const rows = await db.query<WaitingRow>(
      `select d.id, d.name, d.vendor, d.model, d.firmware, d.order_number as "orderNumber", d.serial, d.os, d.role,
              d.owner, d.location, d.criticality, d.tags, d.custom, z.name as zone, d.purdue_level as "purdueLevel",
              s.name as site, array(select r.name from realm r where r.id = any(d.realm_ids)) as realms, d.state, d.presence,
              d.risk_score as "riskScore", d.risk_band as "riskBand", d.conflict_count as "conflictCount",
              d.module_count as "moduleCount",
              d.is_exposed as "isExposed", d.ips, d.macs, d.protocols, d.search, d.first_seen_us as "firstSeenUs",
              d.last_seen_us as "lastSeenUs",
              coalesce((select jsonb_agg(jsonb_build_object('transport', it->'transport', 'port', it->'port'))
                 from jsonb_array_elements(d.detail->'services') it), '[]') as ports
         from device d join site s on s.id = d.site_id left join zone z on z.id = d.zone_id
        where d.state = 'unsanctioned' and d.id > $1 order by d.id limit ${BATCH_ROWS}`,
      [after],
    );
    yield* rows;
    if (rows.length < BATCH_ROWS) return;
    after = (rows.at(-1) as WaitingRow).id;
  }
}
