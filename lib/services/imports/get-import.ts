import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { ImportDetail } from "@/lib/contracts/imports";
import { findImport } from "@/lib/db/imports/import";
import { listFiles } from "@/lib/db/imports/import-file";
import { noSuch } from "@/lib/domain/errors";
import { detailOf } from "./import-dto";

/** One import with its files and their ledgers, as it stands at this moment. */
export async function getImport(actor: Actor, importId: string): Promise<ImportDetail> {
  requirePermission(actor, "imports.read");
  const [row, files] = await Promise.all([findImport(importId), listFiles([importId])]);
  if (!row) throw noSuch("import");
  return detailOf(row, files);
}
