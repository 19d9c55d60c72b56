import "server-only";
import type { ConduitRule } from "@/lib/domain/zone/judge-conduits";
import { sql } from "../client";
import type { Sql } from "../sql";
import { ZONE_NAMES } from "./zone";

/** What people said about a conduit. */
export interface ConduitContent extends ConduitRule {
  readonly reason: string;
  readonly owner: string | null;
  /** A day, "2026-11-30"; null when nobody named one. */
  readonly reviewOn: string | null;
  /** What enforces it, in words; null when nothing is said to. */
  readonly enforcementPoint: string | null;
}

export interface ConduitRow extends ConduitContent {
  readonly id: string;
  readonly fromName: string;
  readonly toName: string;
  readonly createdAt: Date;
}

const SELECT = `with zone_names as (${ZONE_NAMES})
  select c.id, c.from_zone_id as "fromZoneId", c.to_zone_id as "toZoneId", a.name as "fromName",
    b.name as "toName", c.protocols, c.initiator, c.operations, c.ports, c.reason, c.owner,
    to_char(c.review_on, 'YYYY-MM-DD') as "reviewOn", c.enforcement_point as "enforcementPoint",
    c.created_at as "createdAt"
  from conduit c join zone_names a on a.id = c.from_zone_id join zone_names b on b.id = c.to_zone_id`;

export async function listConduitRows(db: Sql = sql): Promise<ConduitRow[]> {
  return db.query<ConduitRow>(`${SELECT} order by a.name, b.name, c.created_at, c.id`);
}

export async function findConduit(id: string, db: Sql = sql): Promise<ConduitRow | null> {
  const [row] = await db.query<ConduitRow>(`${SELECT} where c.id = $1`, [id]);
  return row ?? null;
}

/** Makes the conduit or gives it these values; its zones and its maker stay. */
export async function putConduit(
  tx: Sql,
  conduit: ConduitContent & { readonly id: string; readonly createdBy: string },
): Promise<void> {
  await tx.run(
    `insert into conduit (id, from_zone_id, to_zone_id, protocols, initiator, operations, ports, reason, owner,
                          review_on, enforcement_point, created_by)
     values ($1, $2, $3, $4::text[], $5, $6::text[], $7::jsonb, $8, $9, $10::date, $11, $12)
     on conflict (id) do update set protocols = excluded.protocols, initiator = excluded.initiator,
       operations = excluded.operations, ports = excluded.ports, reason = excluded.reason, owner = excluded.owner,
       review_on = excluded.review_on, enforcement_point = excluded.enforcement_point`,
    [
      ...[conduit.id, conduit.fromZoneId, conduit.toZoneId, conduit.protocols, conduit.initiator, conduit.operations],
      ...[JSON.stringify(conduit.ports), conduit.reason, conduit.owner, conduit.reviewOn, conduit.enforcementPoint],
      conduit.createdBy,
    ],
  );
}

export async function removeConduit(tx: Sql, id: string): Promise<void> {
  await tx.run("delete from conduit where id = $1", [id]);
}
