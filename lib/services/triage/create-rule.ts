import "server-only";
import { randomUUID } from "node:crypto";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { CreateRule, RuleDto } from "@/lib/contracts/triage";
import { writeAudit } from "@/lib/db/audit-writer";
import { lockInventory } from "@/lib/db/inventory/inventory-lock";
import { insertRule, lockRule, type TriageRuleRow } from "@/lib/db/shadow/triage-rule";
import { withTransaction } from "@/lib/db/transaction";
import { zoneNames } from "@/lib/db/zones/zone";
import { cleanText } from "@/lib/domain/clean-text";
import { AppError, noSuch } from "@/lib/domain/errors";
import { countOf } from "@/lib/domain/say-count";
import { permissionForAction } from "@/lib/domain/triage/permission-for-action";
import { applyRule } from "./apply-rules";
import { presentRule } from "./present-rule";
import { readRule } from "./rule-query";

/** Stores the rule and lets it decide on all devices that wait now; later imports do the same. */
export async function createRule(actor: Actor, { action, ...said }: CreateRule): Promise<RuleDto> {
  requirePermission(actor, "devices.decide");
  requirePermission(actor, permissionForAction(action));
  const { problem } = readRule(said.query);
  if (problem !== null) {
    throw new AppError("bad-request", problem, { invalidParams: [{ name: "query", reason: problem }] });
  }
  const id = randomUUID();
  return withTransaction(async (tx) => {
    await lockInventory(tx);
    const zones = await zoneNames(tx);
    if (action.kind === "zone" && !zones.has(action.zoneId)) {
      throw noSuch("zone");
    }
    const name = cleanText(said.name);
    const { userId, name: by } = actor;
    await insertRule(tx, { id, name, query: said.query, action, reason: cleanText(said.reason), userId, actor: by });
    const devices = await applyRule(tx, (await lockRule(tx, id)) as TriageRuleRow);
    await writeAudit(tx, {
      userId,
      actor: by,
      action: "rule.created",
      summary: `Wrote the rule ${name}; it decided on ${countOf(devices, "device")} at once.`,
      reason: said.reason,
      detail: { ruleId: id, query: said.query, action },
    });
    return presentRule((await lockRule(tx, id)) as TriageRuleRow, zones);
  });
}
