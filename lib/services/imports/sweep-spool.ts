import "server-only";
import { readdir, stat } from "node:fs/promises";
import { env } from "@/lib/config/env";
import { findImport } from "@/lib/db/imports/import";
import { timeOfAges } from "../settings/time-of-ages";
import { importFolder, removeFromSpool } from "./spool";

/** A folder without a row belongs to an import that is being made, or whose maker was killed. */
const STRAY_AFTER_MS = 24 * 3_600_000;
const ENDED = ["done", "failed", "cancelled"];
const IMPORT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Removes uploads that nobody reads any more: of imports that have ended, whose worker was killed before it tidied up, and
 * of those that the database does not know. Safe at any time, in any process.
 *
 * @returns how many imports' files went
 */
export async function sweepSpool(): Promise<number> {
  const now = await timeOfAges();
  let swept = 0;
  for (const id of await readdir(env().spoolFolder).catch(() => [])) {
    if (!IMPORT_ID.test(id) || !(await isStray(id, now))) continue;
    await removeFromSpool(id);
    swept++;
  }
  return swept;
}

async function isStray(id: string, now: Date): Promise<boolean> {
  const row = await findImport(id);
  if (row) return ENDED.includes(row.state);
  const info = await stat(importFolder(id)).catch(() => null);
  return info !== null && now.getTime() - info.mtimeMs >= STRAY_AFTER_MS;
}
