import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import { writeAudit } from "@/lib/db/audit-writer";
import { loadDevices } from "@/lib/db/devices/device";
import {
  type DecisionRow,
  loadDecisionsById,
  lockDecision,
  lockDecisionGroup,
  markUndone,
} from "@/lib/db/inventory/decision";
import { lockInventory } from "@/lib/db/inventory/inventory-lock";
import type { Sql } from "@/lib/db/sql";
import { withTransaction } from "@/lib/db/transaction";
import { labelOfDevice } from "@/lib/domain/device/device-title";
import { AppError, noSuch } from "@/lib/domain/errors";
import { countOf } from "@/lib/domain/say-count";
import { rebuildInventory } from "../inventory/rebuild-inventory";
import { isLightToUndo } from "../inventory/redecide";
import { rejudgeDevices } from "../inventory/rejudge-devices";
import { permissionFor } from "./permission-for";
import { DECISION_KIND_WORDS } from "./say-decision";

/** Takes a decision back, as if it had not been made; what it overruled holds again. Undone twice, it stays undone. */
export async function undoDecision(actor: Actor, decisionId: string): Promise<void> {
  await undo(actor, async (tx) => {
    const decision = await lockDecision(tx, decisionId);
    if (!decision) throw noSuch("decision");
    return [decision];
  });
}

/** Takes back all that was decided at once; what somebody took back already stays so. */
export async function undoDecisionGroup(actor: Actor, groupId: string): Promise<void> {
  await undo(actor, async (tx) => {
    const decisions = await lockDecisionGroup(tx, groupId);
    if (decisions.length === 0) throw new AppError("not-found", "There are no such decisions.");
    return decisions;
  });
}

/** The same by the id of one decision or of all that was decided at once, whichever it is. */
export async function undoAny(actor: Actor, id: string): Promise<void> {
  await undo(actor, async (tx) => {
    const one = await lockDecision(tx, id);
    const decisions = one ? [one] : await lockDecisionGroup(tx, id);
    if (decisions.length === 0) throw noSuch("decision");
    return decisions;
  });
}

/** What concerns only its devices is taken back on them; everything else may change who is who, so all is computed anew. */
async function takeBack(tx: Sql, rows: readonly DecisionRow[], actor: Actor): Promise<void> {
  const ids = rows.map(({ id }) => id);
  const deviceOf = new Map(rows.map(({ id, deviceId }) => [id, deviceId]));
  const undone = (await loadDecisionsById(tx, ids)).flatMap((decision) => {
    const deviceId = deviceOf.get(decision.id);
    return deviceId ? [{ decision, deviceId }] : [];
  });
  await markUndone(tx, ids, actor.name);
  const light = undone.filter(isLightToUndo);
  const isDone = light.length === rows.length && (await rejudgeDevices(tx, { undone: light }));
  if (!isDone) await rebuildInventory(tx);
}

async function undo(actor: Actor, find: (tx: Sql) => Promise<readonly DecisionRow[]>): Promise<void> {
  // Whoever may not even decide on states learns nothing about what exists.
  requirePermission(actor, "devices.decide");
  await withTransaction(async (tx) => {
    await lockInventory(tx);
    const decisions = await find(tx);
    for (const decision of decisions) requirePermission(actor, permissionFor(decision));
    const holding = decisions.filter((it) => it.undoneAt === null);
    if (holding.length === 0) return;
    const deviceIds = [...new Set(holding.flatMap(({ deviceId }) => deviceId ?? []))];
    const [stored] = deviceIds.length === 1 ? await loadDevices(tx, deviceIds) : [];
    const one = stored ? labelOfDevice(stored.device) : "a device that is no more";
    await takeBack(tx, holding, actor);
    const kinds = [...new Set(holding.map(({ kind }) => DECISION_KIND_WORDS[kind]))].join(", ");
    const [{ id, reason }] = holding as [DecisionRow];
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "decision.undone",
      summary:
        holding.length === 1
          ? `Took back a decision (${kinds}) on ${one}.`
          : `Took back ${countOf(holding.length, "decision")} (${kinds}) on ${deviceIds.length === 1 ? one : `${deviceIds.length} devices`}.`,
      reason: null,
      detail:
        holding.length === 1
          ? { decisionId: id, was: reason, deviceId: deviceIds[0] ?? null }
          : { decisionIds: holding.map((it) => it.id), was: reason, deviceIds },
    });
  });
}
