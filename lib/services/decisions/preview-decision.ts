import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { Decide, DecisionPreview } from "@/lib/contracts/devices";
import { lockInTransaction } from "@/lib/db/advisory-lock";
import { findKinRows, type KinRow } from "@/lib/db/devices/device-kin";
import { realmNames } from "@/lib/db/sites/site";
import { withTransaction } from "@/lib/db/transaction";
import { sayIdentifier } from "../devices/present-device-detail";
import { presentDeviceRow } from "../devices/present-device-row";
import { realmWords } from "../devices/realm-words";
import { INVENTORY_LOCK } from "../inventory/inventory-lock";
import { decideInTransaction } from "./decide-devices";
import { permissionFor } from "./permission-for";

/** Thrown to take everything back; carries what was seen. */
class Seen extends Error {
  constructor(readonly after: readonly KinRow[]) {
    super("a preview is never kept");
  }
}

/**
 * What a decision would make of the devices: it is really made, with everything that follows from it, and taken back
 * before anybody sees it. So the preview is what will happen, by the same functions and over the same evidence.
 */
export async function previewDecision(actor: Actor, decide: Decide): Promise<DecisionPreview> {
  requirePermission(actor, permissionFor(decide));
  let before: readonly KinRow[] = [];
  let after: readonly KinRow[] = [];
  try {
    await withTransaction(async (tx) => {
      await lockInTransaction(tx, INVENTORY_LOCK);
      before = await findKinRows(tx, decide.deviceIds);
      await decideInTransaction(tx, actor, [decide]);
      throw new Seen(await findKinRows(tx, decide.deviceIds, before));
    });
  } catch (error) {
    if (!(error instanceof Seen)) throw error;
    after = error.after;
  }
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
