import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { ImportSummary } from "@/lib/contracts/imports";
import { listImportRows } from "@/lib/db/import";
import { type ImportFileRow, listFiles } from "@/lib/db/import-file";
import { summaryOf } from "./import-dto";

const SHOWN = 200;

/** The latest imports, newest first. */
export async function listImports(actor: Actor): Promise<{ items: ImportSummary[] }> {
  requirePermission(actor, "imports.read");
  const rows = await listImportRows(SHOWN);
  const filesOf = new Map<string, ImportFileRow[]>(rows.map((row) => [row.id, []]));
  for (const file of await listFiles(rows.map((row) => row.id))) filesOf.get(file.importId)?.push(file);
  return { items: rows.map((row) => summaryOf(row, filesOf.get(row.id) ?? [])) };
}
