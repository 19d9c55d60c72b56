import "server-only";
import { open } from "node:fs/promises";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { CsvPreview } from "@/lib/contracts/imports";
import { findImport } from "@/lib/db/imports/import";
import { findFile } from "@/lib/db/imports/import-file";
import { AppError } from "@/lib/domain/errors";
import { csvImporter } from "@/lib/ingest/csv/csv-importer";
import { previewCsv } from "@/lib/ingest/csv/preview-csv";
import { recognise } from "@/lib/ingest/recognise";
import { DEFAULT_UNPACK_LIMITS } from "@/lib/ingest/unpack/unpack-limits";
import { unpackerOf } from "@/lib/ingest/unpack/unpacker";
import { spoolPath } from "./spool";

const HEAD_BYTES = 65_536;

/** Titles, first rows and guessed mapping of a list that has arrived but was not started. Throws when it is no list. */
export async function previewCsvFile(actor: Actor, importId: string, fileNumber: number): Promise<CsvPreview> {
  requirePermission(actor, "imports.create");
  const [owner, file] = await Promise.all([findImport(importId), findFile(importId, fileNumber)]);
  if (!owner || !file) throw new AppError("not-found", "There is no such file in this import. Choose the files again.");
  if (owner.state !== "receiving" || file.state !== "received") {
    throw new AppError("conflict", "The columns can be chosen once the file has arrived and before the import starts.");
  }
  const head = await headOf(spoolPath(importId, fileNumber));
  if (recognise(head, file.name) !== csvImporter) {
    throw new AppError("unsupported-format", `${file.name} is no list with columns; it needs no mapping.`);
  }
  return previewCsv(head);
}

/** The beginning of the content, unpacked. What is packed may end in mid-stream here: what came until then will do. */
async function headOf(path: string): Promise<Uint8Array> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const start = buffer.subarray(0, bytesRead);
    const unpack = unpackerOf(start);
    if (!unpack) return start;
    const parts: Uint8Array[] = [];
    for await (const chunk of unpack(once(start), DEFAULT_UNPACK_LIMITS, () => {})) parts.push(chunk);
    return Buffer.concat(parts).subarray(0, HEAD_BYTES);
  } finally {
    await handle.close();
  }
}

async function* once(chunk: Uint8Array): AsyncGenerator<Uint8Array> {
  yield chunk;
}
