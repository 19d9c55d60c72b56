import "server-only";
import type { AccessGrant } from "@/lib/domain/exposure/access-grant";
import { sql } from "../client";
import { microsecondsOf } from "../microseconds";
import type { Sql } from "../sql";
import { storableJson, storableText } from "../storable";

/** A grant with its story. */
export interface GrantRow extends AccessGrant {
  readonly supplierId: string;
  readonly people: readonly string[];
  readonly reason: string;
  readonly hasMfa: boolean | null;
  readonly hasJumpHost: boolean | null;
  readonly isSharedAccount: boolean | null;
  readonly requestedById: string | null;
  readonly requestedBy: string;
  readonly requestedAtUs: number;
  readonly decidedBy: string | null;
  readonly decidedAtUs: number | null;
  readonly decisionReason: string | null;
  readonly revokedBy: string | null;
}

const us = (column: string) => microsecondsOf(`g.${column}`);

/** Devices under the ids they have today; asked one by one, as a join reads every redirect again for each grant. */
const DEVICE_IDS = `(select coalesce(array_agg(distinct
    coalesce((select r.new_id from device_redirect r where r.old_id = it), it)), '{}')
  from unnest(g.device_ids) it)`;

const SELECT = `select g.id, g.supplier_id as "supplierId", s.name as supplier, g.people, g.tool,
    ${DEVICE_IDS} as "deviceIds", g.zone_ids as "zoneIds", g.origins, g.reason, ${us("valid_from")} as "validFromUs",
    ${us("valid_until")} as "validUntilUs", g.hours, g.has_mfa as "hasMfa", g.has_jump_host as "hasJumpHost",
    g.is_shared_account as "isSharedAccount", g.state, g.requested_by_id as "requestedById",
    g.requested_by as "requestedBy", ${us("requested_at")} as "requestedAtUs", g.decided_by as "decidedBy",
    ${us("decided_at")} as "decidedAtUs", g.decision_reason as "decisionReason", ${us("revoked_at")} as "revokedAtUs",
    g.revoked_by as "revokedBy"
  from access_grant g join supplier s on s.id = g.supplier_id`;

/** All grants and requests, the newest request first. */
export async function listGrantRows(db: Sql = sql): Promise<GrantRow[]> {
  return db.query<GrantRow>(`${SELECT} order by g.requested_at desc, g.id`);
}

/** The grant, locked until the transaction ends. */
export async function lockGrant(tx: Sql, id: string): Promise<GrantRow | null> {
  const [row] = await tx.query<GrantRow>(`${SELECT} where g.id = $1 for update of g`, [id]);
  return row ?? null;
}

export type NewGrant = Pick<
  GrantRow,
  | "id"
  | "supplierId"
  | "people"
  | "tool"
  | "deviceIds"
  | "zoneIds"
  | "origins"
  | "reason"
  | "hours"
  | "hasMfa"
  | "hasJumpHost"
  | "isSharedAccount"
  | "requestedById"
  | "requestedBy"
> & { readonly validFrom: string; readonly validUntil: string };

/** Writes a request. */
export async function insertGrant(tx: Sql, it: NewGrant): Promise<void> {
  await tx.run(
    `insert into access_grant (id, supplier_id, people, tool, device_ids, zone_ids, origins, reason, valid_from,
       valid_until, hours, has_mfa, has_jump_host, is_shared_account, state, requested_by_id, requested_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9::timestamptz, $10::timestamptz, $11::jsonb, $12, $13, $14, 'requested', $15, $16)`,
    [
      ...[it.id, it.supplierId, it.people.map((name) => storableText(name)), storableText(it.tool), it.deviceIds],
      ...[it.zoneIds, it.origins, storableText(it.reason), it.validFrom, it.validUntil],
      ...[it.hours === null ? null : storableJson(it.hours), it.hasMfa, it.hasJumpHost, it.isSharedAccount],
      ...[it.requestedById, it.requestedBy],
    ],
  );
}

export async function decideGrantRow(
  tx: Sql,
  id: string,
  { state, by, reason }: { readonly state: "approved" | "refused"; readonly by: string; readonly reason: string },
): Promise<void> {
  await tx.run(
    "update access_grant set state = $2, decided_by = $3, decided_at = now(), decision_reason = $4 where id = $1",
    [id, state, by, storableText(reason)],
  );
}

export async function revokeGrantRow(tx: Sql, id: string, by: string): Promise<void> {
  await tx.run("update access_grant set state = 'revoked', revoked_at = now(), revoked_by = $2 where id = $1", [
    id,
    by,
  ]);
}
