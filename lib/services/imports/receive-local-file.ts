import "server-only";
import { createHash } from "node:crypto";
import { access, constants, copyFile, link, open, realpath, rm, stat } from "node:fs/promises";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import { hasReadFileOfSize, recordLocal } from "@/lib/db/imports/import-file";
import { AppError } from "@/lib/domain/errors";
import { fileChunks } from "@/lib/ingest/file-chunks";
import { explainDiskError, findAwaited } from "./receive-piece";
import { spoolPath } from "./spool";

/** Below this a file is read again for less than it takes to ask. */
const HASHED_FROM_BYTES = 1024 ** 2;

/**
 * Takes over a file of this machine: as a second name of it where it will be read at once and the disk allows it, else
 * as a copy that nobody changes any more. It is hashed only when a file of the same length was read before, since then
 * it may be in already; reading hashes it anyway. Throws as `receivePiece` does.
 */
export async function receiveLocalFile(
  actor: Actor,
  importId: string,
  fileNumber: number,
  source: { readonly path: string; readonly isReadAtOnce: boolean },
): Promise<void> {
  requirePermission(actor, "imports.create");
  const file = await findAwaited(importId, fileNumber);
  if (file.state !== "receiving") throw new AppError("conflict", "This file has arrived already.");
  const target = spoolPath(importId, fileNumber);
  await rm(target, { force: true });
  await place(await realpath(source.path), target, source.isReadAtOnce).catch((error) => {
    throw explainDiskError(error);
  });
  const { size } = await stat(target);
  if (size !== file.declaredBytes) {
    await rm(target, { force: true });
    throw new AppError("upload-mismatch", `${file.name} changes while it is taken in. Wait until it is whole.`);
  }
  const mayBeIn = size < HASHED_FROM_BYTES || (await hasReadFileOfSize(size));
  if (!(await recordLocal(file.id, mayBeIn ? await hashFile(target) : null))) {
    throw new AppError("conflict", "The file arrived by another way meanwhile.");
  }
}

async function place(path: string, target: string, isReadAtOnce: boolean): Promise<void> {
  await access(path, constants.R_OK);
  // Not every disk has second names, and nobody gets one of a file that is somebody else's.
  if (isReadAtOnce && (await isLinked(path, target))) return;
  await copyFile(path, target, constants.COPYFILE_FICLONE);
  const copy = await open(target, "r+");
  await copy.datasync().finally(() => copy.close());
}

async function isLinked(path: string, target: string): Promise<boolean> {
  return link(path, target).then(
    () => true,
    () => false,
  );
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of fileChunks(path)) hash.update(chunk);
  return hash.digest("hex");
}
