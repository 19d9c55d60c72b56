import "server-only";
import type { Decision, ZoneDecision } from "@/lib/domain/device/decision";
import type { Identifier } from "@/lib/domain/device/identifier";
import { microsecondsOf } from "../microseconds";
import type { Sql } from "../sql";
import { storableText } from "../storable";

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly anchor: Identifier;
  readonly other: Identifier | null;
  readonly anchorSeenUs: number | null;
  readonly otherSeenUs: number | null;
  readonly state: string | null;
  readonly expiresAtUs: number | null;
  readonly field: string | null;
  readonly value: string | null;
  readonly tag: string | null;
  readonly text: string | null;
  readonly conflict: string | null;
  readonly key: string | null;
  readonly finding: string | null;
  readonly evidence: string | null;
  readonly verdict: string | null;
  readonly question: string | null;
  readonly answer: string | null;
  readonly input: string | null;
  readonly inputValue: string | null;
  readonly isByRule: boolean;
  readonly covers: readonly Identifier[] | null;
  readonly zoneId: string | null;
  readonly actor: string;
  readonly atUs: number;
  readonly reason: string;
}

const SELECT = `select id, kind, jsonb_build_object('kind', anchor_kind, 'realm', anchor_realm, 'value', anchor_value) as anchor,
            case when other_kind is null then null else
              jsonb_build_object('kind', other_kind, 'realm', other_realm, 'value', other_value) end as other,
            ${microsecondsOf("anchor_seen_at")} as "anchorSeenUs", ${microsecondsOf("other_seen_at")} as "otherSeenUs",
            state, ${microsecondsOf("expires_at")} as "expiresAtUs", field, value, zone_id as "zoneId", actor,
            ${microsecondsOf("at")} as "atUs", reason, value as tag, value as text, value as conflict, field as key,
            field as finding, value as evidence, state as verdict, field as question, state as answer,
            value as input, state as "inputValue", rule_id is not null as "isByRule", covers
       from decision where undone_at is null`;

/** What people decided and nobody undid. */
export async function loadDecisions(tx: Sql): Promise<Decision[]> {
  const rows = await tx.query<Row>(`${SELECT} order by at, id`);
  // Written by insertDecisions from a Decision; each kind has its own columns set.
  return rows as unknown as Decision[];
}

/**
 * When somebody last decided; 0 before the first. Of two decisions the later holds: one made while the clock was ahead
 * would otherwise overrule all that follow, until its time has come.
 */
export async function findLastDecidedUs(tx: Sql): Promise<number> {
  const [row] = await tx.query<{ atUs: number | null }>(`select ${microsecondsOf("max(at)")} as "atUs" from decision`);
  return row?.atUs ?? 0;
}

/** Of these, where people put devices: far fewer, of which placing asks after every change. */
export async function loadZoneDecisions(tx: Sql): Promise<ZoneDecision[]> {
  const rows = await tx.query<Row>(`${SELECT} and kind = 'zone' order by at, id`);
  return rows as unknown as ZoneDecision[];
}

/** Those of the decisions that nobody undid. */
export async function loadDecisionsById(tx: Sql, ids: readonly string[]): Promise<Decision[]> {
  const rows = await tx.query<Row>(`${SELECT} and id = any($1::uuid[]) order by at, id`, [ids]);
  return rows as unknown as Decision[];
}

/** What these decisions were made on, whether or not somebody took them back. */
export async function loadDecisionAnchors(tx: Sql, ids: readonly string[]): Promise<Identifier[]> {
  if (ids.length === 0) return [];
  return tx.query<Identifier>(
    `select anchor_kind as kind, anchor_realm as realm, anchor_value as value from decision where id = any($1::uuid[])
     union
     select other_kind, other_realm, other_value from decision where id = any($1::uuid[]) and other_kind is not null`,
    [ids],
  );
}

export interface NewDecision {
  readonly decision: Decision;
  readonly userId: string | null;
  readonly deviceId: string;
}

/** Which columns hold what a kind says besides its anchor. */
function fieldOf(it: Decision): string | null {
  if (it.kind === "pin") return it.field;
  if (it.kind === "overrule" || it.kind === "input") return it.finding;
  if (it.kind === "answer") return it.question;
  return it.kind === "custom" ? it.key : null;
}

function wordOf(it: Decision): string | null {
  if (it.kind === "pin" || it.kind === "custom") return it.value;
  if (it.kind === "tag" || it.kind === "untag") return it.tag;
  if (it.kind === "accept-conflict") return it.conflict;
  if (it.kind === "overrule") return it.evidence;
  if (it.kind === "input") return it.input;
  return it.kind === "note" ? it.text : null;
}

function stateOf(it: Decision): string | null {
  if (it.kind === "overrule") return it.verdict;
  if (it.kind === "answer") return it.answer;
  if (it.kind === "input") return it.inputValue;
  return it.kind === "state" ? it.state : null;
}

/** Writes decisions that were made at once, under the group by which they can be undone together. */
export async function insertDecisions(
  tx: Sql,
  decisions: readonly NewDecision[],
  { groupId = null, ruleId = null }: { groupId?: string | null; ruleId?: string | null } = {},
): Promise<void> {
  const column = <T>(pick: (it: Decision) => T) => decisions.map(({ decision }) => pick(decision));
  const other = (it: Decision) => (it.kind === "merge" || it.kind === "forbid-merge" ? it.other : null);
  await tx.run(
    `insert into decision (id, kind, anchor_kind, anchor_realm, anchor_value, other_kind, other_realm, other_value, state,
                           expires_at, field, value, zone_id, user_id, actor, at, reason, device_id, anchor_seen_at, other_seen_at, group_id, rule_id,
                           covers)
     select id, kind, a_kind, a_realm, a_value, o_kind, o_realm, o_value, state, 'epoch'::timestamptz + expires_us * interval '1 microsecond',
            field, value, zone_id, user_id, actor, 'epoch'::timestamptz + at_us * interval '1 microsecond', reason, device_id,
            'epoch'::timestamptz + a_seen_us * interval '1 microsecond', 'epoch'::timestamptz + o_seen_us * interval '1 microsecond',
            $21::uuid, $22::uuid, covers
       from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                   $9::text[], $10::float8[], $11::text[], $12::text[], $13::uuid[], $14::uuid[], $15::text[],
                   $16::float8[], $17::text[], $18::uuid[], $19::float8[], $20::float8[], $23::jsonb[])
            as it(id, kind, a_kind, a_realm, a_value, o_kind, o_realm, o_value, state, expires_us, field, value, zone_id,
                  user_id, actor, at_us, reason, device_id, a_seen_us, o_seen_us, covers)`,
    [
      column((it) => it.id),
      column((it) => it.kind),
      column((it) => it.anchor.kind),
      column((it) => it.anchor.realm),
      column((it) => it.anchor.value),
      column((it) => other(it)?.kind ?? null),
      column((it) => other(it)?.realm ?? null),
      column((it) => other(it)?.value ?? null),
      column(stateOf),
      column((it) => ("expiresAtUs" in it ? it.expiresAtUs : null)),
      column((it) => storableText(fieldOf(it))),
      column((it) => storableText(wordOf(it))),
      column((it) => (it.kind === "zone" ? it.zoneId : null)),
      decisions.map((it) => it.userId),
      column((it) => it.actor),
      column((it) => it.atUs),
      column((it) => storableText(it.reason)),
      decisions.map((it) => it.deviceId),
      column((it) => it.anchorSeenUs ?? null),
      column((it) => ("otherSeenUs" in it ? (it.otherSeenUs ?? null) : null)),
      groupId,
      ruleId,
      column((it) => ("covers" in it && it.covers ? JSON.stringify(it.covers) : null)),
    ],
  );
}

export interface DecisionRow {
  readonly id: string;
  readonly kind: Decision["kind"];
  /** Of a pin, or the key of a custom field, finding or question. */
  readonly field: string | null;
  readonly deviceId: string | null;
  readonly reason: string;
  readonly undoneAt: Date | null;
}

/** The decision, locked until the transaction ends. */
export async function lockDecision(tx: Sql, id: string): Promise<DecisionRow | null> {
  const [row] = await tx.query<DecisionRow>(
    `select id, kind, field, device_id as "deviceId", reason, undone_at as "undoneAt" from decision where id = $1 for update`,
    [id],
  );
  return row ?? null;
}

/** The decisions that were made at once and hold still, locked until the transaction ends. */
export async function lockDecisionGroup(tx: Sql, groupId: string): Promise<DecisionRow[]> {
  return tx.query<DecisionRow>(
    `select id, kind, field, device_id as "deviceId", reason, undone_at as "undoneAt" from decision where group_id = $1
      order by id for update`,
    [groupId],
  );
}

export async function markUndone(tx: Sql, ids: readonly string[], actor: string): Promise<void> {
  await tx.run(
    "update decision set undone_at = now(), undone_by = $2 where id = any($1::uuid[]) and undone_at is null",
    [ids, actor],
  );
}
