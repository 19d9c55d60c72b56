import "server-only";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { constants, type FileHandle, open, rm } from "node:fs/promises";
import type { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { uploadedPiece } from "@/lib/contracts/imports";
import { findImport } from "@/lib/db/imports/import";
import { findFile, type ImportFileRow, recordReceived } from "@/lib/db/imports/import-file";
import { AppError } from "@/lib/domain/errors";
import { makeImportFolder, spoolPath } from "./spool";

/**
 * A piece counts once it lies on the disk, whole and with the hash that its sender announced; until then nothing of it
 * exists. So whatever breaks in between, the sender goes on at `receivedBytes`.
 */
export interface Piece {
  /** Where in the file it begins; has to be where the last one ended. */
  readonly offset: number;
  /** As announced; exactly so much has to arrive. */
  readonly bytes: number;
  /** Of the piece, lower-case hex. */
  readonly sha256: string;
  readonly body: AsyncIterable<Uint8Array>;
}

const MAX_SILENCE_MS = 120_000;

/** One piece per file at a time: a sender that comes back takes over from its own broken connection. */
const arriving = new Map<string, { readonly abort: AbortController; readonly ended: Promise<unknown> }>();

/** Throws "conflict" with the right offset, "upload-mismatch", "too-large" or "unavailable" (disk full). */
export async function receivePiece(
  actor: Actor,
  importId: string,
  fileNumber: number,
  piece: Piece,
): Promise<z.infer<typeof uploadedPiece>> {
  requirePermission(actor, "imports.create");
  const key = `${importId}/${fileNumber}`;
  const earlier = arriving.get(key);
  earlier?.abort.abort(new AppError("conflict", "The upload of this file was begun anew by another request."));
  const abort = new AbortController();
  const work = Promise.resolve(earlier?.ended).then(() => receive(importId, fileNumber, piece, abort.signal));
  const entry = { abort, ended: work.catch(() => {}) };
  arriving.set(key, entry);
  try {
    return await work;
  } finally {
    if (arriving.get(key) === entry) arriving.delete(key);
  }
}

async function receive(importId: string, fileNumber: number, piece: Piece, signal: AbortSignal) {
  const file = await fileToReceive(importId, fileNumber, piece);
  // An empty file is there as soon as it is announced.
  if (file.declaredBytes === 0) return { receivedBytes: 0, isComplete: true };
  await store(file, piece, signal).catch((error) => {
    throw explainDiskError(error);
  });
  const end = piece.offset + piece.bytes;
  const isComplete = end === file.declaredBytes;
  if (isComplete) await checkWholeFile(importId, file, piece);
  if (!(await recordReceived(file.id, piece.offset, end, isComplete ? "received" : "receiving"))) {
    throw new AppError(
      "conflict",
      "The file changed while this piece arrived. Ask for its state and go on from there.",
    );
  }
  return { receivedBytes: end, isComplete };
}

async function store(file: ImportFileRow, piece: Piece, signal: AbortSignal): Promise<void> {
  const path = spoolPath(file.importId, file.number);
  // A database that was restored by itself has no folder for it.
  await makeImportFolder(file.importId);
  // Nothing counts so far. What lies there may be a second name of a file of this machine, which is not ours to write.
  if (piece.offset === 0) await rm(path, { force: true });
  const handle = await open(path, constants.O_RDWR | constants.O_CREAT, 0o600);
  try {
    const info = await handle.stat();
    if (info.isFile() && info.size < piece.offset) throw await startOver(file, piece);
    await write(handle, piece, signal).catch(async (error) => {
      // Best effort: what lies behind `receivedBytes` counts for nothing anyway.
      await handle.truncate(piece.offset).catch(() => {});
      throw error;
    });
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

/** What was confirmed is not here: the database was restored without uploads. Zeros must not take its place. */
async function startOver(file: ImportFileRow, piece: Piece): Promise<AppError> {
  await recordReceived(file.id, piece.offset, 0, "receiving");
  return new AppError(
    "upload-mismatch",
    `What arrived of ${file.name} before is no longer on this machine. Send it again from its start.`,
    { invalidParams: [{ name: "offset", reason: "0" }] },
  );
}

/** A file of an import that still takes data. Throws "not-found" or "conflict". */
export async function findAwaited(importId: string, fileNumber: number): Promise<ImportFileRow> {
  const [owner, file] = await Promise.all([findImport(importId), findFile(importId, fileNumber)]);
  if (!owner || !file) throw new AppError("not-found", "There is no such file in this import. Choose the files again.");
  if (owner.state !== "receiving") {
    throw new AppError("conflict", "This import has been started or cancelled; it takes no more data.");
  }
  return file;
}

async function fileToReceive(importId: string, fileNumber: number, piece: Piece): Promise<ImportFileRow> {
  const file = await findAwaited(importId, fileNumber);
  if (piece.offset !== file.receivedBytes) {
    throw new AppError("conflict", `This piece does not follow the last one: send from byte ${file.receivedBytes}.`, {
      invalidParams: [{ name: "offset", reason: String(file.receivedBytes) }],
    });
  }
  if (piece.offset + piece.bytes > file.declaredBytes) {
    throw new AppError(
      "too-large",
      `${file.name} was announced with ${file.declaredBytes} bytes, but this piece reaches beyond them.`,
    );
  }
  if (piece.bytes === 0 && file.declaredBytes > 0) throw new AppError("bad-request", "The piece is empty.");
  return file;
}

async function write(handle: FileHandle, piece: Piece, signal: AbortSignal): Promise<void> {
  const hash = createHash("sha256");
  let written = 0;
  for await (const chunk of impatient(piece.body, signal)) {
    if (written + chunk.length > piece.bytes) throw mismatch("More bytes arrived than were announced");
    hash.update(chunk);
    for (let at = 0; at < chunk.length; ) {
      const { bytesWritten } = await handle.write(chunk, at, chunk.length - at, piece.offset + written + at);
      at += bytesWritten;
    }
    written += chunk.length;
  }
  if (written < piece.bytes) throw mismatch(`Only ${written} of ${piece.bytes} bytes arrived`);
  if (hash.digest("hex") !== piece.sha256) throw mismatch("What arrived is not what was sent: the hashes differ");
  // A process that was killed in an earlier piece may have left bytes behind this one.
  await handle.truncate(piece.offset + written);
}

/** The body's chunks, but not for ever: a sender that is silent for too long, or has come back anew, is given up. */
async function* impatient(body: AsyncIterable<Uint8Array>, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const chunks = body[Symbol.asyncIterator]();
  let giveUp: (reason: unknown) => void = () => {};
  const givenUp = new Promise<never>((_, reject) => {
    giveUp = reject;
  });
  givenUp.catch(() => {});
  const onAbort = () => giveUp(signal.reason);
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    for (;;) {
      signal.throwIfAborted();
      const timer = setTimeout(() => giveUp(mismatch("Nothing arrived for a long time")), MAX_SILENCE_MS);
      const next = await Promise.race([chunks.next(), givenUp]).finally(() => clearTimeout(timer));
      if (next.done) return;
      yield next.value;
    }
  } finally {
    signal.removeEventListener("abort", onAbort);
    // Not waited for: a body whose sender is silent never returns.
    chunks.return?.().catch(() => {});
  }
}

/** A piece that is the whole file has just been hashed; otherwise the pieces are read once more. */
async function checkWholeFile(importId: string, file: ImportFileRow, piece: Piece): Promise<void> {
  if (file.declaredSha256 === null) return;
  const isWhole = piece.offset === 0;
  const sha256 = isWhole ? piece.sha256 : await hashFile(spoolPath(importId, file.number), file.declaredBytes);
  if (sha256 === file.declaredSha256) return;
  await recordReceived(file.id, piece.offset, 0, "receiving");
  throw new AppError(
    "upload-mismatch",
    `${file.name} arrived, but is not the file that was announced: the hashes differ. Send it again from its start.`,
    { invalidParams: [{ name: "offset", reason: "0" }] },
  );
}

async function hashFile(path: string, bytes: number): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path, { end: bytes - 1, highWaterMark: 1024 ** 2 })) hash.update(chunk);
  return hash.digest("hex");
}

function mismatch(what: string): AppError {
  return new AppError("upload-mismatch", `${what}. Nothing of this piece was kept; send it again.`);
}

/** What is wrong with a folder, by what the system calls it. */
const UNWRITABLE: Readonly<Record<string, string>> = {
  EROFS: "lies on a disk that cannot be written to",
  // What Node makes of that where it makes a folder with those above it.
  ENOENT: "cannot be made: its disk is not there, or cannot be written to",
  EACCES: "is not open to the account that Sightglass runs as",
  EPERM: "is not open to the account that Sightglass runs as",
  ENOTDIR: "is no folder",
  EEXIST: "is no folder",
  EIO: "lies on a disk that reports errors",
};

export function explainDiskError(error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (code === "ENOSPC" || code === "EDQUOT") {
    return new AppError(
      "unavailable",
      "The disk that holds uploads is full. What was confirmed so far is safe. Free some space, then go on.",
      { cause: error },
    );
  }
  if (code !== undefined && code in UNWRITABLE) {
    return new AppError(
      "unavailable",
      `The folder for uploads ${UNWRITABLE[code]}. What was confirmed so far is safe. Tell whoever runs this machine; then go on.`,
      { cause: error },
    );
  }
  if (error instanceof AppError) return error;
  // The sender went away in mid-piece: for it there is nobody left to tell, but the log should not cry.
  if (code === "ECONNRESET" || (error instanceof Error && /abort|terminated|closed/i.test(error.message))) {
    return new AppError("upload-mismatch", "The connection broke before the piece was whole. Send it again.", {
      cause: error,
    });
  }
  return error;
}
