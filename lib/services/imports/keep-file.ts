import "server-only";
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { env } from "@/lib/config/env";
import { logError } from "@/lib/config/log-error";
import { sql } from "@/lib/db/client";
import type { ImportRow } from "@/lib/db/imports/import";
import { hasReadFileOfSize, type ImportFileRow } from "@/lib/db/imports/import-file";
import { findKeptSource, putKeptSource } from "@/lib/db/imports/kept-source";
import { type KeepMode, keepsMore } from "@/lib/domain/packet/keep-mode";
import type { KeptSummary } from "@/lib/ingest/kept/keep-source";
import type { DraftRequest } from "@/lib/ingest/kept/keep-while-reading";
import { draftPath, keptLock, keptPath } from "../packets/kept-path";
import { loadCaptureRetention } from "../settings/capture-retention";
import type { Reading } from "./reading";
import { spoolPath } from "./spool";
import { type LockHolder, whileHeld } from "./while-held";

/** Left to the database and to uploads. */
const KEPT_FREE_BYTES = 512 * 1024 ** 2;

/** Whether as much is kept of the content as the import, or else the setting, asks for. */
export async function isKept(row: ImportRow, sha256: string): Promise<boolean> {
  return isThere(sha256, row.keepMode ?? (await loadCaptureRetention()).keepMode);
}

async function isThere(sha256: string, mode: KeepMode): Promise<boolean> {
  const there = await findKeptSource(sha256);
  if (there === null || there.goneAt !== null) return false;
  return (there.mode === "none" || existsSync(keptPath(sha256))) && !keepsMore(mode, there.mode);
}

/** Smaller files are read a second time for less than it takes to ask. */
const DRAFTED_FROM_BYTES = 1024 ** 2;

/**
 * Where all of a file may be drafted while it is read. null where less than all is kept, or a file of the same length
 * was read before: what is in already would be packed in vain.
 */
export async function draftFor(row: ImportRow, file: ImportFileRow): Promise<DraftRequest | null> {
  if (file.receivedBytes < DRAFTED_FROM_BYTES) return null;
  const retention = await loadCaptureRetention();
  if ((row.keepMode ?? retention.keepMode) !== "whole" || (await hasReadFileOfSize(file.receivedBytes))) return null;
  const free = await freeBytes().catch(() => 0);
  return free === 0 ? null : { path: draftPath(randomUUID()), maxBytes: Math.min(retention.maxBytes, free) };
}

/**
 * Keeps of a file that was read what its import, or else the setting, asks for. A file that cannot be kept is taken in
 * all the same; its row says why. The same content is written again only when more of it is asked for now. Meanwhile
 * neither retention lets go of it nor an import of the same content into another realm writes it.
 */
export async function keepFile(
  row: ImportRow,
  file: ImportFileRow,
  reading: Reading,
  holder: LockHolder,
): Promise<void> {
  await whileHeld(keptLock(reading.head.fileSha256), row.id, holder, () => keepAlone(row, file, reading));
}

async function keepAlone(row: ImportRow, file: ImportFileRow, reading: Reading): Promise<void> {
  const { fileSha256: sha256, format } = reading.head;
  const retention = await loadCaptureRetention();
  const mode = row.keepMode ?? retention.keepMode;
  const target = keptPath(sha256);
  if (await isThere(sha256, mode)) return;
  const summary: KeptSummary =
    mode === "none"
      ? { mode, remark: null, records: 0, bytes: 0 }
      : await keep(reading, { path: spoolPath(row.id, file.number), target, mode, maxBytes: retention.maxBytes });
  await putKeptSource(sql, { sha256, format, ...summary });
}

async function keep(reading: Reading, request: Parameters<Reading["keep"]>[0]): Promise<KeptSummary> {
  try {
    return await reading.keep({ ...request, maxBytes: Math.min(request.maxBytes, await freeBytes()) });
  } catch (error) {
    logError("keeping", error, { target: request.target });
    return { mode: "none", remark: "It could not be written to this machine's disk.", records: 0, bytes: 0 };
  }
}

async function freeBytes(): Promise<number> {
  const { bavail, bsize } = await statfs(env().spoolFolder);
  return Math.max(0, bavail * bsize - KEPT_FREE_BYTES);
}
