import "server-only";
import type { RuleDto } from "@/lib/contracts/triage";
import type { TriageRuleRow } from "@/lib/db/shadow/triage-rule";
import { sayRuleAction } from "@/lib/domain/triage/rule";
import { readRule } from "./rule-query";

export function presentRule(row: TriageRuleRow, zones: ReadonlyMap<string, string>): RuleDto {
  const { id, name, query, action, reason, actor, createdAt, switchedOffAt, switchedOffBy, devices } = row;
  const does = sayRuleAction(action, (zoneId) => zones.get(zoneId) ?? "a zone that is no more");
  const { warnings } = readRule(query);
  const isOn = switchedOffAt === null;
  return {
    id,
    name,
    query,
    action,
    does,
    warnings,
    reason,
    actor,
    createdAt: createdAt.toISOString(),
    isOn,
    switchedOffBy,
    devices,
  };
}
