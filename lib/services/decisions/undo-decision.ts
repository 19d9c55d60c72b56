import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import { lockInTransaction } from "@/lib/db/advisory-lock";
import { writeAudit } from "@/lib/db/audit-writer";
import { lockDecision, markUndone } from "@/lib/db/decision";
import { loadDevices } from "@/lib/db/device";
import { withTransaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/domain/errors";
import { INVENTORY_LOCK } from "../inventory/inventory-lock";
import { rebuildInventory } from "../inventory/rebuild-inventory";
import { nameOf } from "./say-decision";

/** Takes a decision back, as if it had not been made; what it overruled holds again. Undone twice, it stays undone. */
export async function undoDecision(actor: Actor, decisionId: string): Promise<void> {
  // Whoever may not even decide on states learns nothing about what exists.
  requirePermission(actor, "devices.decide");
  await withTransaction(async (tx) => {
    await lockInTransaction(tx, INVENTORY_LOCK);
    const decision = await lockDecision(tx, decisionId);
    if (!decision) throw new AppError("not-found", "There is no such decision.");
    requirePermission(actor, decision.kind === "state" ? "devices.decide" : "devices.edit");
    if (decision.undoneAt !== null) return;
    const [stored] = decision.deviceId === null ? [] : await loadDevices(tx, [decision.deviceId]);
    await markUndone(tx, decisionId, actor.name);
    await rebuildInventory(tx);
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "decision.undone",
      summary: `Took back a decision (${decision.kind}) on ${stored ? nameOf(stored.device) : "a device that is no more"}.`,
      reason: null,
      detail: { decisionId, was: decision.reason, deviceId: decision.deviceId },
    });
  });
}
