import "server-only";
import type { Decision } from "@/lib/domain/device/decision";
import type { Identifier } from "@/lib/domain/device/identifier";
import type { Sql } from "./sql";
import { storableText } from "./storable";

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly anchor: Identifier;
  readonly other: Identifier | null;
  readonly state: string | null;
  readonly expiresAtUs: number | null;
  readonly field: string | null;
  readonly value: string | null;
  readonly zoneId: string | null;
  readonly actor: string;
  readonly atUs: number;
  readonly reason: string;
}

const MICROSECONDS = (column: string) => `(extract(epoch from ${column}) * 1000000)::bigint`;

/** What people decided and nobody undid. */
export async function loadDecisions(tx: Sql): Promise<Decision[]> {
  const rows = await tx.query<Row>(
    `select id, kind, jsonb_build_object('kind', anchor_kind, 'realm', anchor_realm, 'value', anchor_value) as anchor,
            case when other_kind is null then null else
              jsonb_build_object('kind', other_kind, 'realm', other_realm, 'value', other_value) end as other,
            state, ${MICROSECONDS("expires_at")} as "expiresAtUs", field, value, zone_id as "zoneId", actor,
            ${MICROSECONDS("at")} as "atUs", reason
       from decision where undone_at is null order by at, id`,
  );
  // Written by insertDecisions from a Decision; each kind has its own columns set.
  return rows as unknown as Decision[];
}

export interface NewDecision {
  readonly decision: Decision;
  readonly userId: string | null;
  readonly deviceId: string;
}

export async function insertDecisions(tx: Sql, decisions: readonly NewDecision[]): Promise<void> {
  const column = <T>(pick: (it: Decision) => T) => decisions.map(({ decision }) => pick(decision));
  const other = (it: Decision) => (it.kind === "merge" || it.kind === "forbid-merge" ? it.other : null);
  await tx.run(
    `insert into decision (id, kind, anchor_kind, anchor_realm, anchor_value, other_kind, other_realm, other_value, state,
                           expires_at, field, value, zone_id, user_id, actor, at, reason, device_id)
     select id, kind, a_kind, a_realm, a_value, o_kind, o_realm, o_value, state, 'epoch'::timestamptz + expires_us * interval '1 microsecond',
            field, value, zone_id, user_id, actor, 'epoch'::timestamptz + at_us * interval '1 microsecond', reason, device_id
       from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                   $9::text[], $10::float8[], $11::text[], $12::text[], $13::uuid[], $14::uuid[], $15::text[],
                   $16::float8[], $17::text[], $18::uuid[])
            as it(id, kind, a_kind, a_realm, a_value, o_kind, o_realm, o_value, state, expires_us, field, value, zone_id,
                  user_id, actor, at_us, reason, device_id)`,
    [
      column((it) => it.id),
      column((it) => it.kind),
      column((it) => it.anchor.kind),
      column((it) => it.anchor.realm),
      column((it) => it.anchor.value),
      column((it) => other(it)?.kind ?? null),
      column((it) => other(it)?.realm ?? null),
      column((it) => other(it)?.value ?? null),
      column((it) => (it.kind === "state" ? it.state : null)),
      column((it) => (it.kind === "state" ? it.expiresAtUs : null)),
      column((it) => (it.kind === "pin" ? it.field : null)),
      column((it) => (it.kind === "pin" ? storableText(it.value) : null)),
      column((it) => (it.kind === "zone" ? it.zoneId : null)),
      decisions.map((it) => it.userId),
      column((it) => it.actor),
      column((it) => it.atUs),
      column((it) => storableText(it.reason)),
      decisions.map((it) => it.deviceId),
    ],
  );
}

export interface DecisionRow {
  readonly id: string;
  readonly kind: Decision["kind"];
  readonly deviceId: string | null;
  readonly reason: string;
  readonly undoneAt: Date | null;
}

/** The decision, locked until the transaction ends. */
export async function lockDecision(tx: Sql, id: string): Promise<DecisionRow | null> {
  const [row] = await tx.query<DecisionRow>(
    `select id, kind, device_id as "deviceId", reason, undone_at as "undoneAt" from decision where id = $1 for update`,
    [id],
  );
  return row ?? null;
}

export async function markUndone(tx: Sql, id: string, actor: string): Promise<void> {
  await tx.run("update decision set undone_at = now(), undone_by = $2 where id = $1", [id, actor]);
}
