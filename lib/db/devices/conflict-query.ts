import "server-only";
import { ZONE_NAMES } from "@/lib/db/zones/zone";
import type { Conflict } from "@/lib/domain/device/device";
import type { SiteScope } from "@/lib/domain/site-scope";
import { sql } from "../client";
import { deviceInScope } from "../sites/site-scope";
import { SqlParameters } from "../sql-parameters";
import { shownDeviceLabel } from "./device-label";

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

const COLUMNS = `d.id, ${shownDeviceLabel("d")} as name, d.vendor, d.model,
  z.name as "zoneName", d.risk_score as "riskScore", d.detail->'conflicts' as conflicts`;

/** Devices with an open contradiction, the riskiest first. */
export async function findConflictRows(
  scope: SiteScope,
  after: ConflictPosition | null,
  limit: number,
): Promise<ConflictRow[]> {
  const parameters = new SqlParameters();
  const conditions = inConflict(scope, parameters);
  if (after) {
    const [score, id] = [parameters.add(after.riskScore), parameters.add(after.id)];
    conditions.push(`(d.risk_score < ${score} or (d.risk_score = ${score} and d.id > ${id}::uuid))`);
  }
  return sql.query<ConflictRow>(
    `select ${COLUMNS} from device d left join (${ZONE_NAMES}) z on z.id = d.zone_id
      where ${conditions.join(" and ")} order by d.risk_score desc, d.id limit ${parameters.add(limit)}`,
    parameters.values,
  );
}

function inConflict(scope: SiteScope, parameters: SqlParameters): string[] {
  return ["d.conflict_count > 0", ...deviceInScope(scope, parameters)];
}

/** The other devices that show one of these contradictions. */
export async function findConflictPartners(keys: readonly string[]): Promise<ConflictRow[]> {
  return sql.query<ConflictRow>(
    `select ${COLUMNS} from device d left join (${ZONE_NAMES}) z on z.id = d.zone_id
      where d.conflict_count > 0
        and jsonb_path_query_array(d.detail, '$.conflicts[*].key') ?| $1::text[]
      order by d.risk_score desc, d.id`,
    [keys],
  );
}

export async function countDevicesInConflict(scope: SiteScope): Promise<number> {
  const parameters = new SqlParameters();
  const [row] = await sql.query<{ count: number }>(
    `select count(*) as count from device d where ${inConflict(scope, parameters).join(" and ")}`,
    parameters.values,
  );
  return row?.count ?? 0;
}
