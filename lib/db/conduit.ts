import "server-only";
import { sql } from "./client";
import type { Sql } from "./sql";

export interface ConduitRow {
  readonly id: string;
  readonly fromZoneId: string;
  readonly toZoneId: string;
  readonly fromName: string;
  readonly toName: string;
  /** Empty = any. */
  readonly protocols: readonly string[];
  readonly reason: string;
  readonly owner: string | null;
  readonly createdAt: Date;
}

const SELECT = `select c.id, c.from_zone_id as "fromZoneId", c.to_zone_id as "toZoneId", a.name as "fromName",
    b.name as "toName", c.protocols, c.reason, c.owner, c.created_at as "createdAt"
  from conduit c join zone a on a.id = c.from_zone_id join zone b on b.id = c.to_zone_id`;

export async function listConduitRows(): Promise<ConduitRow[]> {
  return sql.query<ConduitRow>(`${SELECT} order by a.name, b.name, c.created_at, c.id`);
}

export async function findConduit(id: string, db: Sql = sql): Promise<ConduitRow | null> {
  const [row] = await db.query<ConduitRow>(`${SELECT} where c.id = $1`, [id]);
  return row ?? null;
}

export async function insertConduit(
  tx: Sql,
  conduit: Pick<ConduitRow, "id" | "fromZoneId" | "toZoneId" | "protocols" | "reason" | "owner"> & {
    readonly createdBy: string;
  },
): Promise<void> {
  await tx.run(
    `insert into conduit (id, from_zone_id, to_zone_id, protocols, reason, owner, created_by)
     values ($1, $2, $3, $4::text[], $5, $6, $7)`,
    [
      conduit.id,
      conduit.fromZoneId,
      conduit.toZoneId,
      conduit.protocols,
      conduit.reason,
      conduit.owner,
      conduit.createdBy,
    ],
  );
}

export async function removeConduit(tx: Sql, id: string): Promise<void> {
  await tx.run("delete from conduit where id = $1", [id]);
}
