import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { Decide, DecisionPreview } from "@/lib/contracts/devices";
import { lockInTransaction } from "@/lib/db/advisory-lock";
import { findKinRows, type KinRow } from "@/lib/db/devices/device-kin";
import { realmNames } from "@/lib/db/sites/site";
import { sayIdentifier } from "../devices/present-device-detail";
import { presentDeviceRow } from "../devices/present-device-row";
import { realmWords } from "../devices/realm-words";
import { DryRun } from "../inventory/dry-run";
import { INVENTORY_LOCK } from "../inventory/inventory-lock";
import { lookAhead } from "../inventory/look-ahead";
import { rebuildInventory } from "../inventory/rebuild-inventory";
import { decideInTransaction, draftDecisions } from "./decide-devices";
import { kinAfter } from "./kin-after";
import { permissionFor } from "./permission-for";

/**
 * What a decision would make of the devices: everything that follows from it is computed and not kept. So the
 * preview is what will happen, by the same functions and over the same evidence.
 */
export async function previewDecision(actor: Actor, decide: Decide): Promise<DecisionPreview> {
  requirePermission(actor, permissionFor(decide));
  const { deviceIds } = decide;
  const { before, after } = await lookAhead(async (tx, { isDry }) => {
    if (!isDry) await lockInTransaction(tx, INVENTORY_LOCK);
    const kin = await findKinRows(tx, deviceIds);
    if (!isDry) {
      await decideInTransaction(tx, actor, [decide]);
      return { before: kin, after: await findKinRows(tx, deviceIds, kin) };
    }
    const drafted = await draftDecisions(tx, actor, decide);
    const dry = new DryRun(drafted.map(({ decision }) => decision));
    await rebuildInventory(tx, { dry });
    return { before: kin, after: await kinAfter(tx, deviceIds, kin, dry) };
  });
  const wanted = new Set(decide.deviceIds);
  const known = new Map(before.map((it) => [it.id, it.fingerprint]));
  const names = await realmNames();
  const present = (row: KinRow) => {
    const words = realmWords(names);
    return {
      row: presentDeviceRow(row, names),
      identifiers: row.detail.identifiers.map((it) => sayIdentifier(it, words)),
      services: row.detail.services.length,
      conflicts: row.detail.conflicts.map((it) => words.say(it.summary)),
    };
  };
  return {
    before: before.filter(({ id }) => wanted.has(id)).map(present),
    after: after.filter(({ id, fingerprint }) => wanted.has(id) || known.get(id) !== fingerprint).map(present),
  };
}
