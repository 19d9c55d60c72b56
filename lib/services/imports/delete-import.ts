import "server-only";
import { createHash } from "node:crypto";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { ImportDeletion } from "@/lib/contracts/imports";
import { writeAudit } from "@/lib/db/audit-writer";
import { type ImportRow, lockImport, removeImport } from "@/lib/db/imports/import";
import { listFiles } from "@/lib/db/imports/import-file";
import { findOwnContents, loadContents, lockContentsOf, removeContents } from "@/lib/db/imports/source-content";
import { lockInventory } from "@/lib/db/inventory/inventory-lock";
import { lookAhead } from "@/lib/db/inventory/look-ahead";
import type { Sql } from "@/lib/db/sql";
import { withTransaction } from "@/lib/db/transaction";
import { AppError, noSuch } from "@/lib/domain/errors";
import { countOf } from "@/lib/domain/say-count";
import { canonicalJson } from "../inventory/canonical-json";
import { collectRemoval } from "../inventory/collect-removal";
import { rebuildInventory } from "../inventory/rebuild-inventory";
import { applyRetention } from "../packets/apply-retention";

const ENDED = ["done", "failed", "cancelled"];

/** What taking the import out would take along; nothing is changed, and nobody who imports or decides waits for it. */
export async function previewImportDeletion(actor: Actor, importId: string): Promise<ImportDeletion> {
  requirePermission(actor, "imports.delete");
  const { deletion } = await lookAhead((tx) => takeOut(tx, importId, true));
  return deletion;
}

/**
 * Takes an import and what only it brought out of the inventory, and computes what that changes. Contents that another
 * import brought, too, stay; so does everything that people decided. There is no undo: to have it back, the files are
 * imported again, and give the same devices under the same ids.
 *
 * @param seen what the preview said, by its mark: when other things would go by now, nothing does ("conflict")
 */
export async function deleteImport(
  actor: Actor,
  importId: string,
  { reason, seen = null }: { readonly reason: string; readonly seen?: string | null | undefined },
): Promise<ImportDeletion> {
  requirePermission(actor, "imports.delete");
  const deletion = await withTransaction(async (tx) => {
    await lockInventory(tx);
    const { row, deletion } = await takeOut(tx, importId, false);
    if (seen && seen !== deletion.seen) throw new AppError("conflict", sayChanged(deletion));
    const { seen: _, ...said } = deletion;
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "import.deleted",
      summary: `Took an import into ${row.realm} of ${row.site} out again: ${deletion.fileNames.join(", ")}.`,
      reason,
      detail: { importId, ...said },
    });
    return deletion;
  });
  // Only tidying: packets that were kept of its files go now, or within the hour.
  await applyRetention().catch(() => {});
  return deletion;
}

async function takeOut(
  tx: Sql,
  importId: string,
  isLooking: boolean,
): Promise<{ row: ImportRow; deletion: ImportDeletion }> {
  const row = await lockImport(tx, importId);
  if (!row) throw noSuch("import");
  if (!ENDED.includes(row.state)) {
    throw new AppError("conflict", "This import is still running. Cancel it, or wait until it has ended.");
  }
  const files = await listFiles([importId], tx);
  if (!isLooking) await lockContentsOf(tx, importId);
  const own = new Set(await findOwnContents(tx, importId));
  const contents = new Map([...(await loadContents(tx, null))].filter(([id]) => own.has(id)));
  // What sensors sent and nobody has merged yet would be counted among what goes with the import.
  await rebuildInventory(tx, { isLooking });
  const removal = await collectRemoval(tx, contents);
  await removeImport(tx, importId);
  await removeContents(tx, [...own]);
  const { devicesChanged, devicesGone } = await rebuildInventory(tx, { removal, isLooking });
  const read = files.filter(({ contentId }) => contentId !== null);
  const count = (rows: "observations" | "flows") =>
    read.reduce((sum, it) => sum + (own.has(it.contentId as number) ? it[rows] : 0), 0);
  const said = {
    fileNames: files.map(({ name }) => name).slice(0, 50),
    files: files.length,
    filesShared: read.filter(({ contentId }) => contentId !== null && !own.has(contentId)).length,
    observations: count("observations"),
    flows: count("flows"),
    devicesGone,
    devicesChanged,
  };
  return { row, deletion: { ...said, seen: markOf(said) } };
}

/** Another one when anything that the preview says is another. */
const markOf = (said: Omit<ImportDeletion, "seen">) =>
  createHash("sha256").update(canonicalJson(said)).digest("hex").slice(0, 16);

const sayChanged = ({ observations, flows, devicesGone, devicesChanged }: ImportDeletion) =>
  `The inventory has changed since you looked. By now ${countOf(observations, "observation")}, ${countOf(flows, "flow")} and ${countOf(devicesGone, "device")} would go with this import, and ${countOf(devicesChanged, "other device", "other devices")} would change. Nothing was changed. Confirm once more if that is what you want.`;
