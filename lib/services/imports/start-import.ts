import "server-only";
import type { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { ImportDetail, startImport as startImportBody } from "@/lib/contracts/imports";
import { writeAudit } from "@/lib/db/audit-writer";
import { lockImport, setImportState } from "@/lib/db/imports/import";
import { listFiles, setCsvMapping } from "@/lib/db/imports/import-file";
import { withTransaction } from "@/lib/db/transaction";
import { AppError, noSuch } from "@/lib/domain/errors";
import { countOf } from "@/lib/domain/say-count";
import { enqueueImport } from "@/lib/jobs/enqueue";
import { getImport } from "./get-import";

/**
 * Hands a wholly received import to the workers, or leaves it to the caller, who runs it at once (`isRunHere`): should it
 * not come to that, a worker finds the import all the same. Throws "conflict" while files are missing or when it was
 * started.
 */
export async function startImport(
  actor: Actor,
  importId: string,
  { csvMappings }: z.output<typeof startImportBody>,
  { isRunHere = false }: { readonly isRunHere?: boolean } = {},
): Promise<ImportDetail> {
  requirePermission(actor, "imports.create");
  await withTransaction(async (tx) => {
    const row = await lockImport(tx, importId);
    if (!row) throw noSuch("import");
    if (row.state !== "receiving") throw new AppError("conflict", `This import is ${row.state} already.`);
    const files = await listFiles([importId], tx);
    const missing = files.filter((file) => file.state !== "received");
    if (missing.length > 0) {
      const names = missing.slice(0, 3).map((file) => file.name);
      throw new AppError(
        "conflict",
        `${missing.length} of ${files.length} files have not arrived whole yet: ${names.join(", ")}${missing.length > 3 ? ", …" : ""}.`,
      );
    }
    for (const [number, mapping] of Object.entries(csvMappings)) {
      const file = files.find((it) => String(it.number) === number);
      if (!file) throw new AppError("bad-request", `There is no file ${number} in this import.`);
      await setCsvMapping(tx, file.id, mapping);
    }
    await setImportState(tx, importId, "queued", null);
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "import.started",
      summary: `Started the import of ${countOf(files.length, "file")} into ${row.realm} of ${row.site}.`,
      detail: { importId, files: files.slice(0, 50).map((file) => file.name) },
    });
  });
  // The state is what counts: should the queue not take it, the worker finds the import by itself.
  if (!isRunHere) await enqueueImport(importId).catch(() => {});
  return getImport(actor, importId);
}
