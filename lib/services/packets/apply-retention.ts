import "server-only";
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { tryLockInTransaction } from "@/lib/db/advisory-lock";
import { findKeptSource, listKeptFiles, listOrphans, markGone, markOrphanGone } from "@/lib/db/imports/kept-source";
import type { Sql } from "@/lib/db/sql";
import { withTransaction } from "@/lib/db/transaction";
import { chooseFarewells } from "@/lib/domain/setting/capture-retention";
import { loadCaptureRetention } from "../settings/capture-retention";
import { timeOfAges } from "../settings/time-of-ages";
import { keptFolder, keptLock, keptPath } from "./kept-path";

/** A file without a row is being written, or its writer was killed. */
const STRAY_AFTER_MS = 24 * 3_600_000;

const WITHDRAWN = "Its import was taken out again.";

/**
 * Lets go of kept files beyond the settings' age and size, oldest first, of those whose import is gone, and of what
 * killed writers left. The row stays and says why and since when. Safe at any time, in any process: what an import keeps
 * meanwhile stays.
 *
 * @returns how many files went
 */
export async function applyRetention(at?: Date): Promise<number> {
  const now = at ?? (await timeOfAges());
  let gone = 0;
  for (const sha256 of await listOrphans()) {
    if (await remove(sha256, (tx) => markOrphanGone(tx, sha256, WITHDRAWN))) gone++;
  }
  for (const file of chooseFarewells(await listKeptFiles(), await loadCaptureRetention(), now.getTime())) {
    if (await remove(file.sha256, (tx) => markGone(tx, file, file.reason))) gone++;
  }
  await removeStrays(now);
  return gone;
}

/**
 * Removes a kept file that `isDue` says is still to go, and lets nobody keep it anew in between. Whom an import is just
 * keeping comes up again next time.
 */
async function remove(sha256: string, isDue: (tx: Sql) => Promise<boolean>): Promise<boolean> {
  return withTransaction(async (tx) => {
    if (!(await tryLockInTransaction(tx, keptLock(sha256))) || !(await isDue(tx))) return false;
    // Killed here, its row says that it is there while it is not; the next time finds and says it.
    await rm(keptPath(sha256), { force: true });
    return true;
  });
}

async function removeStrays(now: Date): Promise<void> {
  for (const folder of await readdir(keptFolder()).catch(() => [])) {
    for (const name of await readdir(join(keptFolder(), folder)).catch(() => [])) {
      const path = join(keptFolder(), folder, name);
      if (!(await isStale(path, now))) continue;
      if (/^[0-9a-f]{64}$/.test(name)) await remove(name, (tx) => isStray(tx, name, now));
      else await rm(path, { force: true });
    }
  }
}

async function isStale(path: string, now: Date): Promise<boolean> {
  const info = await stat(path).catch(() => null);
  return info !== null && now.getTime() - info.mtimeMs >= STRAY_AFTER_MS;
}

async function isStray(tx: Sql, sha256: string, now: Date): Promise<boolean> {
  const row = await findKeptSource(sha256, tx);
  return (!row || row.goneAt !== null || row.mode === "none") && (await isStale(keptPath(sha256), now));
}
