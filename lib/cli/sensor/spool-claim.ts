import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "@/lib/domain/errors";

const NAME = "running";

/** The right to number and write batches in a folder, for one process at a time. */
export interface SpoolClaim {
  /** The one before was killed, or its machine was: what it had heard and not written yet is gone. */
  readonly wasCut: boolean;
  release(): Promise<void>;
}

/** Throws AppError("conflict") while another sensor works there: both would give their batches the same numbers. */
export async function claimSpool(folder: string): Promise<SpoolClaim> {
  const path = join(folder, NAME);
  const before = await readFile(path, "utf8").catch(() => null);
  const pid = Number(before);
  if (before !== null && pid !== process.pid && (await isSensor(pid))) {
    throw new AppError(
      "conflict",
      `Another sensor (process ${pid}) keeps its batches in ${folder}. Add a sensor on the server for each interface, and give each its own token.`,
    );
  }
  // A disk that is full is no reason not to listen.
  await writeFile(path, String(process.pid), { mode: 0o600 }).catch(() => undefined);
  return { wasCut: before !== null, release: () => rm(path, { force: true }).catch(() => undefined) };
}

/** Numbers of processes come again, after a restart of the machine mostly. */
async function isSensor(pid: number): Promise<boolean> {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Somebody else's is there all the same.
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  const line = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => null);
  return line === null || line.split("\0").includes("sensor");
}
