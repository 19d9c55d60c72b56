import "server-only";
import { createHash } from "node:crypto";
import { rm, stat } from "node:fs/promises";
import { logError } from "@/lib/config/log-error";
import { saveFlood } from "@/lib/db/evidence/flood";
import { type ImportRow, isCancelAsked } from "@/lib/db/imports/import";
import {
  beginFile,
  copyReading,
  countReaderFailure,
  endFile,
  findFile,
  type ImportFileRow,
  putBack,
  saveProgress,
  saveReading,
} from "@/lib/db/imports/import-file";
import {
  type ContentKey,
  type ContentState,
  findCompleteContent,
  findFirstImport,
  openContent,
  removeIncompleteContent,
} from "@/lib/db/imports/source-content";
import { withTransaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/domain/errors";
import type { DraftRequest } from "@/lib/ingest/kept/keep-while-reading";
import { contentLock } from "./import-lock";
import { draftFor, isKept, keepFile } from "./keep-file";
import { MAX_READER_FAILURES, MAX_WORKER_DEATHS, parkedMessage } from "./parked";
import type { Progress, Reading } from "./reading";
import { removeFromSpool, spoolPath } from "./spool";
import { startReading } from "./start-reading";
import { ReaderCrash } from "./thread-reading";
import { Cancelled, type LockHolder, whileHeld } from "./while-held";
import { writeBatches } from "./write-batches";

const WATCH_EVERY_MS = 400;

export interface TakeInOptions extends Pick<LockHolder, "locks"> {
  readonly signal?: AbortSignal | undefined;
}

class Stopped extends Error {}

/**
 * Reads one file and writes its rows. Whatever is wrong with the file ends in its own state and sentence, never in an
 * exception; an exception means that the machine is at fault (database, disk), and the import may be tried again.
 */
export async function takeInFile(
  row: ImportRow,
  file: ImportFileRow,
  { locks, signal }: TakeInOptions,
): Promise<"ended" | "stopped"> {
  const wasReading = file.state === "reading";
  await beginFile(file.id, wasReading);
  if (wasReading && file.workerDeaths + 1 >= MAX_WORKER_DEATHS) return park(row, file, file.workerDeaths + 1);

  const abort = new AbortController();
  const stop = () => abort.abort(new Stopped());
  signal?.addEventListener("abort", stop, { once: true });
  let draft: DraftRequest | null = null;
  const watch = watchFile(row.id, file.id, () => abort.abort(new Cancelled()));
  try {
    if (!(await endAsKnown(row, file, { locks, signal: abort.signal }))) {
      draft = await draftFor(row, file);
      const reading = await read(row, file, draft, { signal: abort.signal, onProgress: watch.onProgress });
      if (reading === null) return "ended";
      try {
        await watch.readingEnded();
        await write(row, file, reading, { locks, signal: abort.signal });
      } finally {
        await reading.close();
      }
    }
  } catch (error) {
    await watch.end();
    if (error instanceof Stopped) {
      await putBack(file.id);
      return "stopped";
    }
    if (error instanceof Cancelled) await discard(row, file, "cancelled", null);
    else if (error instanceof AppError && isFault(error)) {
      await discard(row, file, error.code === "unsupported-format" ? "unsupported" : "failed", error.message);
    } else {
      // An outage is nobody's fault; a bug that this file wakes is, in effect, the file's.
      const failures = error instanceof AppError ? 0 : await countReaderFailure(file.id);
      if (failures >= MAX_READER_FAILURES) return await park(row, file, failures);
      await putBack(file.id).catch(() => {});
      throw error;
    }
  } finally {
    await watch.end();
    signal?.removeEventListener("abort", stop);
    // Kept, it has another name by now.
    if (draft) await rm(draft.path, { force: true });
  }
  await removeFromSpool(row.id, file.number);
  return "ended";
}

/** Errors that say something about the file; all others say something about the machine. */
function isFault({ code }: AppError): boolean {
  return code === "unsupported-format" || code === "damaged-file" || code === "too-large" || code === "bad-request";
}

/** Null when the file was parked: its readers crash each time. */
async function read(
  row: ImportRow,
  file: ImportFileRow,
  draft: DraftRequest | null,
  watch: { signal: AbortSignal; onProgress: (progress: Progress) => void },
): Promise<Reading | null> {
  const request = { path: spoolPath(row.id, file.number), fileName: file.name, csvMapping: file.csvMapping, draft };
  // Shorter, it would be read as a file that was cut.
  if (((await stat(request.path).catch(() => null))?.size ?? -1) < file.declaredBytes) {
    throw new AppError("bad-request", `What was uploaded of ${file.name} is no longer on this machine. Send it again.`);
  }
  for (;;) {
    try {
      return await startReading(request, watch);
    } catch (error) {
      if (!(error instanceof ReaderCrash)) throw error;
      logError("reading", error, { importId: row.id, file: file.number });
      const failures = await countReaderFailure(file.id);
      if (failures < MAX_READER_FAILURES) continue;
      await park(row, file, failures);
      return null;
    }
  }
}

/**
 * Ends a file that its sender announced by the hash of a content that is in already: reading it again would say the same.
 * What is packed is announced by another hash than its content has, and is read. False when it has to be read.
 */
async function endAsKnown(row: ImportRow, file: ImportFileRow, work: LockHolder): Promise<boolean> {
  const sha256 = file.declaredSha256;
  if (sha256 === null || !(await isKept(row, sha256))) return false;
  const key = { realmId: row.realmId, sha256, reading: readingOf(file) };
  return withContent(row, file, key, work, async () => {
    const content = await withTransaction(async (tx) => {
      const complete = await findCompleteContent(tx, key, file.name);
      return complete !== null && (await copyReading(tx, file.id, complete.id)) ? complete : null;
    });
    if (content === null) return false;
    await endAsDuplicate(file, content, row.id);
    return true;
  });
}

async function write(row: ImportRow, file: ImportFileRow, reading: Reading, work: LockHolder): Promise<void> {
  const { head } = reading;
  const key: ContentKey = { realmId: row.realmId, sha256: head.fileSha256, reading: readingOf(file) };
  await withContent(row, file, key, work, async () => {
    const content = await withTransaction(async (tx) => {
      const opened = await openContent(key, { fileName: file.name, format: head.format }, tx);
      await saveReading(tx, file.id, opened.id, head);
      if (head.flood !== null) await saveFlood(tx, opened.id, head.flood);
      return opened;
    });
    await keepFile(row, file, reading, work);
    if (content.isComplete) await endAsDuplicate(file, content, row.id);
    else await writeBatches({ file, content, reading, signal: work.signal });
  });
}

/** Works on a content while nobody else does. */
async function withContent<T>(
  row: ImportRow,
  file: ImportFileRow,
  key: ContentKey,
  holder: LockHolder,
  work: () => Promise<T>,
): Promise<T> {
  // Another import may be writing the very same content: wait, and find it complete.
  return whileHeld(contentLock(key), row.id, holder, async () => {
    try {
      return await work();
    } catch (error) {
      // Still under the lock, before the next import could go on with it.
      if (error instanceof Cancelled) await discard(row, file, "cancelled", null);
      throw error;
    }
  });
}

async function endAsDuplicate(file: ImportFileRow, content: ContentState, importId: string): Promise<void> {
  const first = await findFirstImport(content.id, file.id);
  const origin = !first
    ? "is in the inventory already"
    : first.importId === importId
      ? `is the same as ${first.fileName} of this import`
      : `was imported by ${first.actor} on ${day(first.createdAt)} as ${first.fileName}`;
  await withTransaction((tx) => endFile(tx, file.id, "duplicate", `The same content ${origin}; it counts once.`));
}

const day = (at: Date) => at.toISOString().slice(0, 10);

/** A CSV read with another mapping says something else, so it is another content. */
function readingOf(file: ImportFileRow): string {
  if (!file.csvMapping) return "";
  const entries = Object.entries(file.csvMapping).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256").update(JSON.stringify(entries)).digest("hex");
}

async function park(row: ImportRow, file: ImportFileRow, times: number): Promise<"ended"> {
  await discard(row, file, "failed", parkedMessage(file.name, times));
  await removeFromSpool(row.id, file.number);
  return "ended";
}

/** Ends the file and takes out what had been written of it. */
async function discard(
  row: ImportRow,
  file: ImportFileRow,
  state: "cancelled" | "failed" | "unsupported",
  message: string | null,
): Promise<void> {
  const now = await findFile(row.id, file.number);
  await withTransaction(async (tx) => {
    await endFile(tx, file.id, state, message);
    if (now?.contentId) await removeIncompleteContent(tx, now.contentId, file.id);
  });
}

/** Saves progress and looks for a wish to cancel, a few times per second, whatever the reader does. */
function watchFile(importId: string, fileId: string, onCancel: () => void) {
  let latest: Progress | null = null;
  let running: Promise<void> | null = null;
  const tick = async () => {
    const progress = latest;
    latest = null;
    if (progress) await saveProgress(fileId, progress);
    if (await isCancelAsked(importId)) onCancel();
  };
  const timer = setInterval(() => {
    // The next tick tries again; a database that is really gone is met by the import itself.
    running ??= tick()
      .catch(() => {})
      .finally(() => {
        running = null;
      });
  }, WATCH_EVERY_MS);
  return {
    onProgress: (progress: Progress) => {
      latest = progress;
    },
    /** From now on only a wish to cancel counts. */
    readingEnded: async () => {
      latest = null;
      await running;
    },
    end: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
