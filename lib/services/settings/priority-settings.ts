import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { PrioritySettings } from "@/lib/contracts/settings";
import { writeAudit } from "@/lib/db/audit-writer";
import { lockInventory } from "@/lib/db/inventory/inventory-lock";
import { putSetting } from "@/lib/db/setting";
import { withTransaction } from "@/lib/db/transaction";
import { POLICY_WORDS } from "@/lib/domain/priority/decision-policy";
import { rebuildInventory } from "../inventory/rebuild-inventory";
import { loadDecisionPolicy, PRIORITY_KEY } from "./decision-policy";

/** By which table findings are decided. */
export async function getPrioritySettings(actor: Actor): Promise<PrioritySettings> {
  requirePermission(actor, "findings.read");
  return { policy: await loadDecisionPolicy() };
}

/** Every finding is decided anew before this returns. */
export async function savePrioritySettings(actor: Actor, { policy }: PrioritySettings): Promise<PrioritySettings> {
  requirePermission(actor, "settings.edit");
  return withTransaction(async (tx) => {
    await lockInventory(tx);
    const before = await loadDecisionPolicy(tx);
    if (before === policy) return { policy };
    await putSetting(tx, PRIORITY_KEY, { policy }, actor.name);
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "setting.changed",
      summary: `Findings are decided by ${POLICY_WORDS[policy]}.`,
      detail: { key: PRIORITY_KEY, before: { policy: before }, after: { policy } },
    });
    await rebuildInventory(tx);
    return { policy };
  });
}
