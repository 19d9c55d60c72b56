import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { Decide, DecisionPreview } from "@/lib/contracts/devices";
import { findKinRows, type KinRow } from "@/lib/db/devices/device-kin";
import { lookAhead } from "@/lib/db/inventory/look-ahead";
import { realmNames } from "@/lib/db/sites/site";
import { sayIdentifier } from "../devices/present-device-detail";
import { presentDeviceRow } from "../devices/present-device-row";
import { realmWords } from "../devices/realm-words";
import { decideInTransaction } from "./decide-devices";
import { permissionFor } from "./permission-for";

/**
 * What a decision would make of the devices: it is really made, with everything that follows from it, and taken back
 * before anybody sees it. So the preview is what will happen, by the same functions and over the same evidence. Nobody
 * who imports or decides waits for it.
 */
export async function previewDecision(actor: Actor, decide: Decide): Promise<DecisionPreview> {
  requirePermission(actor, permissionFor(decide));
  const { before, after } = await lookAhead(async (tx) => {
    const were = await findKinRows(tx, decide.deviceIds);
    await decideInTransaction(tx, actor, [decide], { isLooking: true });
    return { before: were, after: await findKinRows(tx, decide.deviceIds, were) };
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
