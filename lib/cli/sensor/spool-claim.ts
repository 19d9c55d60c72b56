import { AppError } from "@/lib/domain/errors";
import type { FolderClaim, Platform } from "../command";

const DISK_IS_FULL = ["ENOSPC", "EDQUOT"];

/**
 * The right to number and write batches in a folder, for one process at a time: two would give theirs the same numbers.
 * `wasCut` says that the one before was killed, or its machine was: what it had heard and not written yet is gone.
 * Throws AppError("conflict") while another sensor works there.
 */
export async function claimSpool(folder: string, claimFolder: Platform["claimFolder"]): Promise<FolderClaim> {
  const outcome = await claimFolder(folder).catch((error: NodeJS.ErrnoException) => {
    // A disk that is full is no reason not to listen.
    if (DISK_IS_FULL.includes(error.code ?? "")) return { wasCut: false, release: () => {} };
    throw error;
  });
  if ("release" in outcome) return outcome;
  throw new AppError(
    "conflict",
    `Another sensor (process ${outcome.holder}) keeps its batches in ${folder}. Add a sensor on the server for each interface, and give each its own token.`,
  );
}
