import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { RuleDto } from "@/lib/contracts/triage";
import { writeAudit } from "@/lib/db/audit-writer";
import { markUndone } from "@/lib/db/inventory/decision";
import { lockInventory } from "@/lib/db/inventory/inventory-lock";
import { decisionIdsOfRule, lockRule, switchRuleRow, type TriageRuleRow } from "@/lib/db/shadow/triage-rule";
import type { Sql } from "@/lib/db/sql";
import { withTransaction } from "@/lib/db/transaction";
import { zoneNames } from "@/lib/db/zones/zone";
import { noSuch } from "@/lib/domain/errors";
import { permissionForAction } from "@/lib/domain/triage/permission-for-action";
import { rebuildInventory } from "../inventory/rebuild-inventory";
import { applyRule } from "./apply-rules";
import { presentRule } from "./present-rule";

/** Off: what it decided holds, later devices wait. On again: it decides on what waits now. */
export async function switchRule(actor: Actor, id: string, isOn: boolean): Promise<RuleDto> {
  return changeRule(actor, id, async (tx, rule) => {
    await switchRuleRow(tx, id, isOn ? null : actor.name);
    if (isOn) await applyRule(tx, { ...rule, switchedOffAt: null });
    return `Switched the rule ${rule.name} ${isOn ? "on" : "off"}.`;
  });
}

/** Switches the rule off and takes back everything that it decided. */
export async function undoRule(actor: Actor, id: string): Promise<RuleDto> {
  return changeRule(actor, id, async (tx, rule) => {
    const decisionIds = await decisionIdsOfRule(tx, id);
    await switchRuleRow(tx, id, actor.name);
    await markUndone(tx, decisionIds, actor.name);
    if (decisionIds.length > 0) await rebuildInventory(tx);
    return `Took back the rule ${rule.name} and its ${decisionIds.length} decisions.`;
  });
}

async function changeRule(
  actor: Actor,
  id: string,
  change: (tx: Sql, rule: TriageRuleRow) => Promise<string>,
): Promise<RuleDto> {
  requirePermission(actor, "devices.decide");
  return withTransaction(async (tx) => {
    await lockInventory(tx);
    const rule = await lockRule(tx, id);
    if (!rule) throw noSuch("rule");
    requirePermission(actor, permissionForAction(rule.action));
    const summary = await change(tx, rule);
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "rule.changed",
      summary,
      detail: { ruleId: id },
    });
    return presentRule((await lockRule(tx, id)) as TriageRuleRow, await zoneNames(tx));
  });
}
