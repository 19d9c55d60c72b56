import "server-only";
import { mkdir, rm, statfs, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { env } from "@/lib/config/env";
import { AppError } from "@/lib/domain/errors";

/**
 * Where uploads wait to be read. The names on disk are ours alone; what a person's machine calls a file is only ever
 * shown, never opened.
 */
const KEPT_FREE_BYTES = 256 * 1024 ** 2;

export function importFolder(importId: string): string {
  return join(env().spoolFolder, importId);
}

export function spoolPath(importId: string, fileNumber: number): string {
  return join(importFolder(importId), `${fileNumber}.upload`);
}

export async function makeImportFolder(importId: string): Promise<void> {
  await mkdir(importFolder(importId), { recursive: true, mode: 0o700 });
}

/** A file of no bytes has no pieces, so nothing else would make it. */
export async function makeEmptyFile(importId: string, fileNumber: number): Promise<void> {
  await writeFile(spoolPath(importId, fileNumber), "", { mode: 0o600 });
}

/** Harmless when nothing is there. */
export async function removeFromSpool(importId: string, fileNumber?: number): Promise<void> {
  const path = fileNumber === undefined ? importFolder(importId) : spoolPath(importId, fileNumber);
  await rm(path, { recursive: true, force: true });
}

/** Throws AppError when the disk cannot hold that much more. */
export async function requireSpace(bytes: number): Promise<void> {
  await mkdir(env().spoolFolder, { recursive: true, mode: 0o700 });
  const { bavail, bsize } = await statfs(env().spoolFolder);
  const free = bavail * bsize - KEPT_FREE_BYTES;
  if (bytes <= free) return;
  throw new AppError(
    "too-large",
    `These files need ${inMegabytes(bytes)}, but the disk that holds uploads has only ${inMegabytes(Math.max(0, free))} to spare. Free some space or send fewer files at once.`,
  );
}

function inMegabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1024 ** 2).toLocaleString("en-US")} MB`;
}
