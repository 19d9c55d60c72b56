import "server-only";
import type { Conflict } from "@/lib/domain/device/device";
import { sql } from "./client";

export interface ConflictRow {
  readonly id: string;
  readonly name: string;
  readonly vendor: string | null;
  readonly model: string | null;
  readonly zoneName: string | null;
  readonly riskScore: number;
  readonly conflicts: readonly Conflict[];
}

export interface ConflictPosition {
  readonly riskScore: number;
  readonly id: string;
}

const COLUMNS = `d.id, coalesce(d.name, d.ips[1], d.macs[1], 'Unnamed device') as name, d.vendor, d.model,
  z.name as "zoneName", d.risk_score as "riskScore", d.detail->'conflicts' as conflicts`;

/** Devices with an open contradiction, the riskiest first. */
export async function findConflictRows(after: ConflictPosition | null, limit: number): Promise<ConflictRow[]> {
  return sql.query<ConflictRow>(
    `select ${COLUMNS} from device d left join zone z on z.id = d.zone_id
      where d.conflict_count > 0 and ($1::int is null or d.risk_score < $1 or (d.risk_score = $1 and d.id > $2::uuid))
      order by d.risk_score desc, d.id limit $3`,
    [after?.riskScore ?? null, after?.id ?? null, limit],
  );
}

/** The other devices that show one of these contradictions. */
export async function findConflictPartners(keys: readonly string[]): Promise<ConflictRow[]> {
  return sql.query<ConflictRow>(
    `select ${COLUMNS} from device d left join zone z on z.id = d.zone_id
      where d.conflict_count > 0
        and exists (select 1 from jsonb_array_elements(d.detail->'conflicts') c where c->>'key' = any($1::text[]))
      order by d.risk_score desc, d.id`,
    [keys],
  );
}

export async function countDevicesInConflict(): Promise<number> {
  const [row] = await sql.query<{ count: number }>("select count(*) as count from device where conflict_count > 0");
  return row?.count ?? 0;
}
