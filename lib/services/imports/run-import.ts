import "server-only";
import { logError } from "@/lib/config/log-error";
import { openSessionLocks, type SessionLocks } from "@/lib/db/advisory-lock";
import { measureNewContents } from "@/lib/db/imports/coverage";
import {
  countMergeFailure,
  findImport,
  type ImportRow,
  isCancelAsked,
  lockImport,
  setImportMessage,
  setImportOutcome,
  setImportState,
} from "@/lib/db/imports/import";
import { endFile, type ImportFileRow, listFiles } from "@/lib/db/imports/import-file";
import { countRows, removeContentsOf } from "@/lib/db/imports/source-content";
import { withTransaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/domain/errors";
import type { FileState, ImportState } from "@/lib/domain/import/import-state";
import { countOf } from "@/lib/domain/say-count";
import { ENCRYPTED_PROTOCOLS } from "@/lib/domain/service/encrypted-protocols";
import { rebuildInventory } from "@/lib/services/inventory/rebuild-inventory";
import { applyRetention } from "@/lib/services/packets/apply-retention";
import { drawListedZones } from "./draw-listed-zones";
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

const IN_INVENTORY: readonly FileState[] = ["read", "duplicate"];

const MAX_MERGE_FAILURES = 3;
const TAKEN_OUT = "Could not be merged into the inventory and was taken out again.";
const HAS_ANOTHER =
  "Could not be merged into the inventory. The same content stays with the import that has it in the inventory.";
const WITHDRAWN =
  "What it holds could not be merged into the inventory, so all of it was taken out again. The worker's log says more; please report it to the makers of Sightglass.";

/** What became of the call: "busy" when another worker is at it, "ended" when there is nothing (left) to do. */
export type RunOutcome = "busy" | "ended" | "stopped";

export interface RunOptions {
  /** Aborted when the process ends: the import stops between two batches and stays as it is. */
  readonly signal?: AbortSignal;
  /** Called when all files are read, before what they say is merged; with how many rows the inventory has then. */
  readonly onMerging?: (rows: number) => void;
}

export async function runImport(importId: string, { signal, onMerging }: RunOptions = {}): Promise<RunOutcome> {
  const locks = await openSessionLocks();
  try {
    if (!(await locks.take(importLock(importId), LOCK_WITHIN_MS))) return "busy";
    const row = await begin(importId);
    if (!row) return "ended";
    if (row.state !== "merging" && !(await readFiles(row, locks, signal))) return "stopped";
    locks.assertHeld();
    onMerging?.(await countRows());
    await merge(importId);
    await removeFromSpool(importId);
    // Only tidying: what is beyond the limits for now goes at the next import or the next hour.
    await applyRetention().catch(() => {});
    return "ended";
  } catch (error) {
    // An outage: the next worker goes on where this one stopped. Until then people should know what it waits for.
    if (error instanceof AppError)
      await setImportMessage(importId, `${error.message} It goes on by itself.`).catch(() => {});
    throw error;
  } finally {
    await locks.end();
  }
}

/** Merges; what cannot be merged although nothing is out of order is taken out again, so that others still can. */
async function merge(importId: string): Promise<void> {
  try {
    await finish(importId);
  } catch (error) {
    if (error instanceof AppError) throw error;
    if ((await countMergeFailure(importId)) < MAX_MERGE_FAILURES) throw error;
    logError("merging", error, { importId });
    await withdraw(importId);
  }
}

async function withdraw(importId: string): Promise<void> {
  await withTransaction(async (tx) => {
    const files = await listFiles([importId], tx);
    await removeContentsOf(tx, importId);
    const stays = new Map((await listFiles([importId], tx)).map(({ id, contentId }) => [id, contentId !== null]));
    for (const { id } of files.filter(({ state }) => IN_INVENTORY.includes(state))) {
      await endFile(tx, id, "failed", stays.get(id) ? HAS_ANOTHER : TAKEN_OUT);
    }
    await setImportState(tx, importId, "failed", WITHDRAWN);
  });
}

/** Null when the import needs no work. */
async function begin(importId: string): Promise<ImportRow | null> {
  return withTransaction(async (tx) => {
    const row = await lockImport(tx, importId);
    if (!row || !WAITING.includes(row.state)) return null;
    if (row.state === "queued") await setImportState(tx, importId, "reading", null);
    else if (row.message !== null) await setImportState(tx, importId, row.state, null);
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
    const hasEvidence = files.some(({ state }) => IN_INVENTORY.includes(state));
    if (row && hasEvidence) {
      await drawListedZones(tx, row);
      await measureNewContents(tx, ENCRYPTED_PROTOCOLS);
      await setImportOutcome(tx, importId, await rebuildInventory(tx, { mergingImportId: importId }));
    }
    await setImportState(tx, importId, state, message);
  });
}

function outcomeOf(files: readonly ImportFileRow[]): { state: ImportState; message: string | null } {
  const count = (...states: FileState[]) => files.filter((file) => states.includes(file.state)).length;
  const read = count(...IN_INVENTORY);
  const cancelled = count("cancelled");
  const lost = count("failed", "unsupported");
  if (cancelled > 0) {
    const kept =
      read === 0 ? "Nothing of it is in the inventory." : `${countOf(read, "file")} had been read and stayed.`;
    return { state: "cancelled", message: `Cancelled before ${countOf(cancelled, "file")} could be read. ${kept}` };
  }
  if (read === 0) {
    const only = files.length === 1 ? files[0]?.message : null;
    return { state: "failed", message: only ?? `None of the ${files.length} files could be read; each says why.` };
  }
  return { state: "done", message: lost > 0 ? `${countOf(lost, "file")} could not be read; each says why.` : null };
}
