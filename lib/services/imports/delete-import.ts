import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { ImportDeletion } from "@/lib/contracts/imports";
import { lockInTransaction } from "@/lib/db/advisory-lock";
import { writeAudit } from "@/lib/db/audit-writer";
import { type ImportRow, lockImport, removeImport } from "@/lib/db/imports/import";
import { listFiles } from "@/lib/db/imports/import-file";
import { findOwnContents, loadContents, removeContents } from "@/lib/db/imports/source-content";
import type { Sql } from "@/lib/db/sql";
import { withTransaction } from "@/lib/db/transaction";
import { AppError, noSuch } from "@/lib/domain/errors";
import { collectRemoval } from "../inventory/collect-removal";
import { INVENTORY_LOCK } from "../inventory/inventory-lock";
import { rebuildInventory } from "../inventory/rebuild-inventory";
import { applyRetention } from "../packets/apply-retention";

const ENDED = ["done", "failed", "cancelled"];

/** What taking the import out would take along; nothing is changed. */
export async function previewImportDeletion(actor: Actor, importId: string): Promise<ImportDeletion> {
  requirePermission(actor, "imports.delete");
  try {
    await withTransaction(async (tx) => {
      throw new Seen((await takeOut(tx, importId)).deletion);
    });
  } catch (error) {
    if (error instanceof Seen) return error.deletion;
    throw error;
  }
  throw new Error("A preview ended without an answer.");
}

/**
 * Takes an import and what only it brought out of the inventory, and computes what that changes. Contents that another
 * import brought, too, stay; so does everything that people decided. There is no undo: to have it back, the files are
 * imported again, and give the same devices under the same ids.
 */
export async function deleteImport(actor: Actor, importId: string, reason: string): Promise<ImportDeletion> {
  requirePermission(actor, "imports.delete");
  const deletion = await withTransaction(async (tx) => {
    const { row, deletion } = await takeOut(tx, importId);
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "import.deleted",
      summary: `Took an import into ${row.realm} of ${row.site} out again: ${deletion.fileNames.join(", ")}.`,
      reason,
      detail: { importId, ...deletion },
    });
    return deletion;
  });
  // Only tidying: packets that were kept of its files go now, or within the hour.
  await applyRetention().catch(() => {});
  return deletion;
}

async function takeOut(tx: Sql, importId: string): Promise<{ row: ImportRow; deletion: ImportDeletion }> {
  await lockInTransaction(tx, INVENTORY_LOCK);
  const row = await lockImport(tx, importId);
  if (!row) throw noSuch("import");
  if (!ENDED.includes(row.state)) {
    throw new AppError("conflict", "This import is still running. Cancel it, or wait until it has ended.");
  }
  const files = await listFiles([importId], tx);
  const own = new Set(await findOwnContents(tx, importId));
  const contents = new Map([...(await loadContents(tx, null))].filter(([id]) => own.has(id)));
  const removal = await collectRemoval(tx, contents);
  await removeImport(tx, importId);
  await removeContents(tx, [...own]);
  const { devicesChanged, devicesGone } = await rebuildInventory(tx, { removal });
  const read = files.filter(({ contentId }) => contentId !== null);
  return {
    row,
    deletion: {
      fileNames: files.map(({ name }) => name).slice(0, 50),
      files: files.length,
      filesShared: read.filter(({ contentId }) => contentId !== null && !own.has(contentId)).length,
      observations: read.reduce((sum, it) => sum + (own.has(it.contentId as number) ? it.observations : 0), 0),
      flows: read.reduce((sum, it) => sum + (own.has(it.contentId as number) ? it.flows : 0), 0),
      devicesGone,
      devicesChanged,
    },
  };
}

/** Ends the transaction of a preview. */
class Seen extends Error {
  constructor(readonly deletion: ImportDeletion) {
    super("Only looking.");
  }
}
