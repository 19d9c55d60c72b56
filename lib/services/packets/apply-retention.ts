import "server-only";
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "@/lib/db/client";
import { findKeptSource, listKeptFiles, listOrphans, markGone } from "@/lib/db/imports/kept-source";
import { chooseFarewells } from "@/lib/domain/setting/capture-retention";
import { loadCaptureRetention } from "../settings/capture-retention";
import { timeOfAges } from "../settings/time-of-ages";
import { keptFolder, keptPath } from "./kept-path";

/** A file without a row is being written, or its writer was killed. */
const STRAY_AFTER_MS = 24 * 3_600_000;

const WITHDRAWN = "Its import was taken out again.";

/**
 * Lets go of kept files beyond the settings' age and size, oldest first, of those whose import is gone, and of what
 * killed writers left. The row stays and says why and since when. Safe at any time, in any process.
 *
 * @returns how many files went
 */
export async function applyRetention(at?: Date): Promise<number> {
  const now = at ?? (await timeOfAges());
  const farewells = [
    ...(await listOrphans()).map((sha256) => ({ sha256, reason: WITHDRAWN })),
    ...chooseFarewells(await listKeptFiles(), await loadCaptureRetention(), now.getTime()),
  ];
  for (const { sha256, reason } of farewells) {
    // First said, then done: whoever looks in between reads the truth.
    await markGone(sql, sha256, reason);
    await rm(keptPath(sha256), { force: true });
  }
  await removeStrays(now);
  return farewells.length;
}

async function removeStrays(now: Date): Promise<void> {
  for (const folder of await readdir(keptFolder()).catch(() => [])) {
    for (const name of await readdir(join(keptFolder(), folder)).catch(() => [])) {
      const path = join(keptFolder(), folder, name);
      const info = await stat(path).catch(() => null);
      if (!info || now.getTime() - info.mtimeMs < STRAY_AFTER_MS) continue;
      const row = /^[0-9a-f]{64}$/.test(name) ? await findKeptSource(name) : null;
      if (!row || row.goneAt || row.mode === "none") await rm(path, { force: true });
    }
  }
}
