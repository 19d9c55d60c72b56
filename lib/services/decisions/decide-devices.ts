import "server-only";
import { randomUUID } from "node:crypto";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { Decide } from "@/lib/contracts/devices";
import { lockInTransaction } from "@/lib/db/advisory-lock";
import { writeAudit } from "@/lib/db/audit-writer";
import { insertDecisions } from "@/lib/db/decision";
import { loadDevices } from "@/lib/db/device";
import type { Sql } from "@/lib/db/sql";
import { withTransaction } from "@/lib/db/transaction";
import { cleanText } from "@/lib/domain/clean-text";
import type { Decision } from "@/lib/domain/device/decision";
import type { Device } from "@/lib/domain/device/device";
import { AppError } from "@/lib/domain/errors";
import { INVENTORY_LOCK } from "../inventory/inventory-lock";
import { rebuildInventory } from "../inventory/rebuild-inventory";
import { rejudgeDevices } from "../inventory/rejudge-devices";
import { decisionsOf } from "./decisions-of";
import { sayDecision } from "./say-decision";

/**
 * Decides on one or many devices: the decisions, the inventory that follows from them and the audit row are one
 * transaction. The ids are those that undo it. Throws "not-found" when a device is no longer there.
 */
export async function decideDevices(actor: Actor, decide: Decide): Promise<{ decisionIds: string[] }> {
  requirePermission(actor, decide.kind === "state" ? "devices.decide" : "devices.edit");
  const reason = cleanText(decide.reason);
  const decisionIds = await withTransaction(async (tx) => {
    await lockInTransaction(tx, INVENTORY_LOCK);
    const devices = await devicesOf(tx, decide.deviceIds);
    const said = () => ({ id: randomUUID(), actor: actor.name, atUs: Date.now() * 1000, reason });
    const decisions = await decisionsOf(tx, decide, devices, said);
    await insertDecisions(
      tx,
      decisions.map(({ decision, deviceId }) => ({ decision, deviceId, userId: actor.userId })),
    );
    await applyDecisions(tx, decisions);
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "decision.made",
      summary: await sayDecision(tx, decide, devices),
      reason,
      detail: { kind: decide.kind, deviceIds: decide.deviceIds, decisionIds: decisions.map((it) => it.decision.id) },
    });
    return decisions.map(({ decision }) => decision.id);
  });
  return { decisionIds };
}

async function devicesOf(tx: Sql, ids: readonly string[]): Promise<Device[]> {
  const wanted = [...new Set(ids)];
  const found = new Map((await loadDevices(tx, wanted)).map(({ device }) => [device.id, device]));
  return wanted.map((id) => {
    const device = found.get(id);
    if (!device) throw new AppError("not-found", "A device is no longer in the inventory. Load the page again.");
    return device;
  });
}

/** State and zone touch only these devices; everything else may change who is who, so all is computed anew. */
async function applyDecisions(
  tx: Sql,
  decisions: readonly { readonly decision: Decision; readonly deviceId: string }[],
): Promise<void> {
  const light = decisions.flatMap(({ decision, deviceId }) =>
    decision.kind === "state" || decision.kind === "zone" ? [{ decision, deviceId }] : [],
  );
  if (light.length === decisions.length) await rejudgeDevices(tx, light);
  else await rebuildInventory(tx);
}
