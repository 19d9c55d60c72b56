import "server-only";
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import { type Decide, type decided, MAX_DEVICES_PER_DECISION } from "@/lib/contracts/devices";
import { writeAudit } from "@/lib/db/audit-writer";
import { loadDevices } from "@/lib/db/devices/device";
import { findLastDecidedUs, insertDecisions } from "@/lib/db/inventory/decision";
import { lockInventory } from "@/lib/db/inventory/inventory-lock";
import type { Sql } from "@/lib/db/sql";
import { withTransaction } from "@/lib/db/transaction";
import { cleanText } from "@/lib/domain/clean-text";
import type { Device } from "@/lib/domain/device/device";
import { AppError } from "@/lib/domain/errors";
import { pushAll } from "@/lib/domain/long-lists";
import { rebuildInventory } from "../inventory/rebuild-inventory";
import { type DeviceDecision, isLight } from "../inventory/redecide";
import { rejudgeDevices } from "../inventory/rejudge-devices";
import { decisionsOf } from "./decisions-of";
import { permissionFor } from "./permission-for";
import { sayDecision } from "./say-decision";
import { withTimesSeen } from "./times-seen";

type Decided = z.infer<typeof decided>;

/** Decides on one or many devices. Throws "not-found" when a device is no longer there. */
export function decideDevices(actor: Actor, decide: Decide): Promise<Decided> {
  return decideTogether(actor, [decide]);
}

/**
 * Several decisions at once, on any devices: they, the inventory that follows from them and the audit rows are one
 * transaction, and one group by which they can be undone together.
 */
export async function decideTogether(actor: Actor, decides: readonly Decide[]): Promise<Decided> {
  requirePermission(actor, "devices.read");
  for (const decide of decides) requirePermission(actor, permissionFor(decide));
  return withTransaction(async (tx) => {
    await lockInventory(tx);
    return decideInTransaction(tx, actor, decides);
  });
}

/**
 * The same inside a transaction of the caller, who holds the inventory (`lockInventory`) or looks
 * ahead, and has asked for the permissions.
 */
export async function decideInTransaction(
  tx: Sql,
  actor: Actor,
  decides: readonly Decide[],
  { ruleId = null, isLooking = false }: { readonly ruleId?: string | null; readonly isLooking?: boolean } = {},
): Promise<Decided> {
  const groupId = randomUUID();
  const made: DeviceDecision[] = [];
  const atUs = Math.max(Date.now() * 1000, (await findLastDecidedUs(tx)) + 1);
  for await (const [decide, devices] of withDevices(tx, decides)) {
    const reason = cleanText(decide.kind === "note" ? decide.text : decide.reason);
    const said = () => ({ id: randomUUID(), actor: actor.name, atUs, reason });
    const decisions = (await decisionsOf(tx, decide, devices, said)).map((it) => ({
      ...it,
      decision: withTimesSeen(it.decision, devices),
    }));
    pushAll(made, decisions);
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "decision.made",
      summary: await sayDecision(tx, decide, devices),
      reason,
      detail: {
        kind: decide.kind,
        groupId,
        deviceIds: decide.deviceIds,
        decisionIds: decisions.map((it) => it.decision.id),
      },
    });
  }
  await insertDecisions(
    tx,
    made.map(({ decision, deviceId }) => ({ decision, deviceId, userId: actor.userId })),
    { groupId, ruleId },
  );
  // What touches only these devices is done on them; everything else may change who is who, so all is computed anew.
  const light = made.filter(isLight);
  const isDone = light.length === made.length && (await rejudgeDevices(tx, { made: light, isLooking }));
  if (!isDone) await rebuildInventory(tx, { isLooking });
  return { decisionIds: made.map(({ decision }) => decision.id), groupId };
}

/** Each with its devices; those of a few at a time, as all of a plant's would fill the memory. */
async function* withDevices(tx: Sql, decides: readonly Decide[]): AsyncGenerator<[Decide, Device[]]> {
  for (let at = 0; at < decides.length; ) {
    const ids = new Set<string>();
    const from = at;
    while (at < decides.length && ids.size < MAX_DEVICES_PER_DECISION) {
      for (const id of (decides[at] as Decide).deviceIds) ids.add(id);
      at++;
    }
    const found = await devicesOf(tx, [...ids]);
    for (const decide of decides.slice(from, at)) {
      yield [decide, [...new Set(decide.deviceIds)].map((id) => found.get(id) as Device)];
    }
  }
}

async function devicesOf(tx: Sql, ids: readonly string[]): Promise<Map<string, Device>> {
  const wanted = [...new Set(ids)];
  const found = new Map((await loadDevices(tx, wanted)).map(({ device }) => [device.id, device]));
  if (wanted.some((id) => !found.has(id))) {
    throw new AppError("not-found", "A device is no longer in the inventory. Load the page again.");
  }
  return found;
}
