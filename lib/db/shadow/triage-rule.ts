import "server-only";
import type { RuleAction } from "@/lib/domain/triage/rule";
import { sql } from "../client";
import type { Sql } from "../sql";

export interface TriageRuleRow {
  readonly id: string;
  readonly name: string;
  readonly query: string;
  readonly action: RuleAction;
  readonly reason: string;
  readonly userId: string | null;
  readonly actor: string;
  readonly createdAt: Date;
  readonly switchedOffAt: Date | null;
  readonly switchedOffBy: string | null;
  /** Devices on which its decisions hold. */
  readonly devices: number;
}

const SELECT = `select r.id, r.name, r.query, r.action, r.reason, r.user_id as "userId", r.actor,
  r.created_at as "createdAt", r.switched_off_at as "switchedOffAt", r.switched_off_by as "switchedOffBy",
  (select count(distinct d.device_id) from decision d where d.rule_id = r.id and d.undone_at is null) as devices
  from triage_rule r`;

/** All rules, newest first. */
export async function listRuleRows(db: Sql = sql): Promise<TriageRuleRow[]> {
  return db.query<TriageRuleRow>(`${SELECT} order by r.created_at desc, r.id`);
}

/** The rule, locked until the transaction ends. */
export async function lockRule(tx: Sql, id: string): Promise<TriageRuleRow | null> {
  const [row] = await tx.query<TriageRuleRow>(`${SELECT} where r.id = $1 for update of r`, [id]);
  return row ?? null;
}

export async function insertRule(
  tx: Sql,
  rule: Omit<TriageRuleRow, "createdAt" | "switchedOffAt" | "switchedOffBy" | "devices">,
): Promise<void> {
  const { id, name, query, action, reason, userId, actor } = rule;
  await tx.run(
    "insert into triage_rule (id, name, query, action, reason, user_id, actor) values ($1, $2, $3, $4::jsonb, $5, $6, $7)",
    [id, name, query, JSON.stringify(action), reason, userId, actor],
  );
}

/** `by` null switches it on again. */
export async function switchRuleRow(tx: Sql, id: string, by: string | null): Promise<void> {
  await tx.run(
    `update triage_rule set switched_off_by = $2, switched_off_at = case when $2::text is null then null else now() end
      where id = $1`,
    [id, by],
  );
}

/** Ids of devices on which the rule decided ever, also when that was taken back: it does not decide on them again. */
export async function decidedByRule(tx: Sql, ruleId: string): Promise<Set<string>> {
  const rows = await tx.query<{ id: string }>(
    `select distinct coalesce(r.new_id, d.device_id) as id from decision d
       left join device_redirect r on r.old_id = d.device_id where d.rule_id = $1 and d.device_id is not null`,
    [ruleId],
  );
  return new Set(rows.map(({ id }) => id));
}

/** The rule's decisions that hold. */
export async function decisionIdsOfRule(tx: Sql, ruleId: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>("select id from decision where rule_id = $1 and undone_at is null", [
    ruleId,
  ]);
  return rows.map(({ id }) => id);
}
