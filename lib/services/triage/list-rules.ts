import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { RuleDto } from "@/lib/contracts/triage";
import { listRuleRows } from "@/lib/db/shadow/triage-rule";
import { zoneNames } from "@/lib/db/zones/zone";
import { presentRule } from "./present-rule";

export async function listRules(actor: Actor): Promise<RuleDto[]> {
  requirePermission(actor, "devices.read");
  const [rows, zones] = await Promise.all([listRuleRows(), zoneNames()]);
  return rows.map((row) => presentRule(row, zones));
}
