import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { systemActor } from "@/lib/auth/session";
import type { ImportDetail } from "@/lib/contracts/imports";
import { createImport } from "@/lib/services/imports/create-import";
import { getImport } from "@/lib/services/imports/get-import";
import { receiveLocalFile } from "@/lib/services/imports/receive-local-file";
import { runImport } from "@/lib/services/imports/run-import";
import { startImport } from "@/lib/services/imports/start-import";
import { optimiseLater } from "./optimise-later";

/** Files of an import are numbered from here on, in the order in which they were announced. */
const FIRST_FILE_NUMBER = 1;
const LOOK_EVERY_MS = 300;
const ENDED: readonly ImportDetail["state"][] = ["done", "failed", "cancelled"];

export interface Place {
  readonly site: string;
  readonly realm: string;
  readonly sensor: string | null;
}

/** Hands the files over: announced, taken into the spool, started. `isReadAtOnce`: the caller waits for the import. */
export async function sendFiles(
  place: Place,
  paths: readonly string[],
  { isReadAtOnce }: { isReadAtOnce: boolean },
): Promise<ImportDetail> {
  const files = await Promise.all(
    paths.map(async (path) => ({ name: basename(path), bytes: (await stat(path)).size, sha256: null })),
  );
  const { id } = await createImport(systemActor, { ...place, files });
  for (const [index, path] of paths.entries()) {
    if (files[index]?.bytes === 0) continue;
    await receiveLocalFile(systemActor, id, index + FIRST_FILE_NUMBER, { path, isReadAtOnce });
  }
  return startImport(systemActor, id, { csvMappings: {} }, { isRunHere: isReadAtOnce });
}

/**
 * Until the import has ended, whoever does the work: a worker when one runs, otherwise this process. Both hold the
 * same lock while they are at it.
 */
export async function waitForImport(id: string): Promise<ImportDetail> {
  for (;;) {
    const now = await getImport(systemActor, id);
    if (ENDED.includes(now.state)) return now;
    if ((await runImport(id, { onMerging: optimiseLater })) === "busy") await sleep(LOOK_EVERY_MS);
  }
}
