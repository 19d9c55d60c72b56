import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { ImportDetail } from "@/lib/contracts/imports";
import { writeAudit } from "@/lib/db/audit-writer";
import { askToCancel, lockImport, setImportState } from "@/lib/db/imports/import";
import { endFile, listFiles } from "@/lib/db/imports/import-file";
import { withTransaction } from "@/lib/db/transaction";
import { AppError, noSuch } from "@/lib/domain/errors";
import { getImport } from "./get-import";
import { removeFromSpool } from "./spool";

/**
 * Stops an import. One that no worker has begun ends at once; a running one ends at its next batch: files that are
 * read to their end stay, what was written of the present one is taken out again. Asked twice, it answers the same.
 */
export async function cancelImport(actor: Actor, importId: string): Promise<ImportDetail> {
  requirePermission(actor, "imports.create");
  const hasEnded = await withTransaction(async (tx) => {
    const row = await lockImport(tx, importId);
    if (!row) throw noSuch("import");
    if (row.cancelAskedAt !== null) return false;
    if (row.state === "done" || row.state === "failed") {
      throw new AppError("conflict", "This import has ended; there is nothing left to cancel.");
    }
    if (row.state === "merging") {
      throw new AppError("conflict", "All files are read and are being merged; that ends in a moment.");
    }
    await askToCancel(tx, importId);
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "import.cancelled",
      summary: `Cancelled an import into ${row.realm} of ${row.site}.`,
      detail: { importId },
    });
    if (row.state === "reading") return false;
    for (const file of await listFiles([importId], tx)) await endFile(tx, file.id, "cancelled", null);
    await setImportState(tx, importId, "cancelled", "Cancelled before anything was read.");
    return true;
  });
  if (hasEnded) await removeFromSpool(importId);
  return getImport(actor, importId);
}
