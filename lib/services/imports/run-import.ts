import "server-only";
import { openSessionLocks, type SessionLocks } from "@/lib/db/advisory-lock";
import {
  findImport,
  type ImportRow,
  isCancelAsked,
  lockImport,
  setImportOutcome,
  setImportState,
} from "@/lib/db/import";
import { endFile, type ImportFileRow, listFiles } from "@/lib/db/import-file";
import { withTransaction } from "@/lib/db/transaction";
import type { FileState, ImportState } from "@/lib/domain/import/import-state";
import { rebuildInventory } from "@/lib/services/inventory/rebuild-inventory";
import { importLock } from "./import-lock";
import { removeFromSpool } from "./spool";
import { takeInFile } from "./take-in-file";

/**
 * The whole of an import behind its upload. Everything that it has done stands in the database in the transaction of
 * the data itself, so it may be killed at any moment and run again: it goes on behind the last committed batch.
 */

/** Somebody who only just took the lock in order to look gives it back at once. */
const LOCK_WITHIN_MS = 300;

const WAITING: readonly ImportState[] = ["queued", "reading", "merging"];
const UNREAD: readonly FileState[] = ["received", "reading"];

/** What became of the call: "busy" when another worker is at it, "ended" when there is nothing (left) to do. */
export type RunOutcome = "busy" | "ended" | "stopped";

export interface RunOptions {
  /** Aborted when the process ends: the import stops between two batches and stays as it is. */
  readonly signal?: AbortSignal;
}

export async function runImport(importId: string, { signal }: RunOptions = {}): Promise<RunOutcome> {
  const locks = await openSessionLocks();
  try {
    if (!(await locks.take(importLock(importId), LOCK_WITHIN_MS))) return "busy";
    const row = await begin(importId);
    if (!row) return "ended";
    if (row.state !== "merging" && !(await readFiles(row, locks, signal))) return "stopped";
    locks.assertHeld();
    await finish(importId);
    await removeFromSpool(importId);
    return "ended";
  } finally {
    await locks.end();
  }
}

/** Null when the import needs no work. */
async function begin(importId: string): Promise<ImportRow | null> {
  return withTransaction(async (tx) => {
    const row = await lockImport(tx, importId);
    if (!row || !WAITING.includes(row.state)) return null;
    if (row.state === "queued") await setImportState(tx, importId, "reading", null);
    return row;
  });
}

/** False when the process wants to end before all files are read. */
async function readFiles(row: ImportRow, locks: SessionLocks, signal?: AbortSignal): Promise<boolean> {
  const open = (await listFiles([row.id])).filter((file) => UNREAD.includes(file.state));
  // A file that keeps ending its workers must not hold up the others.
  open.sort((a, b) => a.workerDeaths - b.workerDeaths || a.number - b.number);
  for (const file of open) {
    if (signal?.aborted) return false;
    locks.assertHeld();
    if (await isCancelAsked(row.id)) await withTransaction((tx) => endFile(tx, file.id, "cancelled", null));
    else if ((await takeInFile(row, file, { locks, signal })) === "stopped") return false;
  }
  await withTransaction((tx) => setImportState(tx, row.id, "merging", null));
  return true;
}

/** Merges and ends the import in one transaction: nobody ever sees a finished import that is not in the inventory. */
async function finish(importId: string): Promise<void> {
  await withTransaction(async (tx) => {
    const row = await findImport(importId, tx);
    const files = await listFiles([importId], tx);
    const { state, message } = outcomeOf(files);
    const hasEvidence = files.some((file) => file.state === "read" || file.state === "duplicate");
    if (row && hasEvidence) await setImportOutcome(tx, importId, await rebuildInventory(tx));
    await setImportState(tx, importId, state, message);
  });
}

function outcomeOf(files: readonly ImportFileRow[]): { state: ImportState; message: string | null } {
  const count = (...states: FileState[]) => files.filter((file) => states.includes(file.state)).length;
  const read = count("read", "duplicate");
  const cancelled = count("cancelled");
  const lost = count("failed", "unsupported");
  if (cancelled > 0) {
    const kept = read === 0 ? "Nothing of it is in the inventory." : `${some(read)} had been read and stayed.`;
    return { state: "cancelled", message: `Cancelled before ${some(cancelled)} could be read. ${kept}` };
  }
  if (read === 0) {
    const only = files.length === 1 ? files[0]?.message : null;
    return { state: "failed", message: only ?? `None of the ${files.length} files could be read; each says why.` };
  }
  return { state: "done", message: lost > 0 ? `${some(lost)} could not be read; each says why.` : null };
}

function some(files: number): string {
  return files === 1 ? "1 file" : `${files} files`;
}
