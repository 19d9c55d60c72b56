import "server-only";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { pushAll } from "@/lib/domain/long-lists";
import type { RemoteAccessRow } from "@/lib/domain/service/remote-access";
import type { FingerprintRow } from "@/lib/fingerprints/fingerprint";
import type { OwnRows } from "@/lib/fingerprints/own-rows";

const MAX_FILES = 100;
const MAX_BYTES = 1_000_000;

/** Rows of `fingerprints/*.json` in the data folder, in the order of the files' names; none when there is no folder. */
export async function loadOwnFingerprints(dataFolder: string): Promise<OwnRows> {
  const folder = join(dataFolder, "fingerprints");
  const names = (await readdir(folder).catch(() => [] as string[])).filter((it) => it.endsWith(".json")).sort();
  const rows: FingerprintRow[] = [];
  const tools: RemoteAccessRow[] = [];
  const problems: string[] = [];
  if (names.length > MAX_FILES) {
    problems.push(
      `Of ${names.length} files only the first ${MAX_FILES} are read, by their names. Put rows into fewer files.`,
    );
  }
  for (const name of names.slice(0, MAX_FILES)) {
    const path = join(folder, name);
    try {
      if ((await stat(path)).size > MAX_BYTES) {
        problems.push(`${name} is larger than ${MAX_BYTES / 1_000_000} MB.`);
        continue;
      }
      // Most installations have none, and what checks them takes longer to load than a small capture to read.
      const { parseOwnRows } = await import("@/lib/fingerprints/own-rows");
      const read = parseOwnRows(await readFile(path, "utf8"), name);
      pushAll(rows, read.rows);
      pushAll(tools, read.tools);
      pushAll(problems, read.problems);
    } catch {
      problems.push(`${name} cannot be read.`);
    }
  }
  return { rows, tools, problems };
}
