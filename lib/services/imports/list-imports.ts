import "server-only";
import { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { ImportPage, importsQuery } from "@/lib/contracts/imports";
import { listImportRows, sumImports } from "@/lib/db/imports/import";
import { type ImportFileRow, listFiles } from "@/lib/db/imports/import-file";
import { readCursor, writeCursor } from "../page-cursor";
import { summaryOf } from "./import-dto";

const position = z.object({ createdAtUs: z.number(), id: z.uuid() });

/** Every import that fits, newest first. */
export async function listImports(
  actor: Actor,
  { cursor, limit, ...filter }: z.output<typeof importsQuery>,
): Promise<ImportPage> {
  requirePermission(actor, "imports.read");
  const after = cursor === undefined ? null : readCursor(position, cursor);
  const [found, sums] = await Promise.all([listImportRows(filter, after, limit + 1), sumImports(filter)]);
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  const filesOf = new Map<string, ImportFileRow[]>(rows.map((row) => [row.id, []]));
  for (const file of await listFiles(rows.map((row) => row.id))) filesOf.get(file.importId)?.push(file);
  return {
    items: rows.map((row) => summaryOf(row, filesOf.get(row.id) ?? [])),
    next: last ? writeCursor({ createdAtUs: last.createdAtUs, id: last.id }) : null,
    ...sums,
  };
}
