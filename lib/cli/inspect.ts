import { basename } from "node:path";
import { collectLater } from "@/lib/config/heap-growth";
import { AppError } from "@/lib/domain/errors";
import type { PassingInventory } from "@/lib/domain/identity/resolve";
import type { ReadFile, ResolvedFile } from "@/lib/domain/identity/resolve-sources";
import type { Command } from "./command";
import { UsageError } from "./command";
import { explainSystemError } from "./explain-system-error";
import { FORMATS_READ } from "./formats-read";
import type { FailedFile } from "./inspect-document";
import { listFiles } from "./list-files";
import { optimiseLater } from "./optimise-later";
import { print, printJsonInPieces, tell } from "./output";
import { parseOptions } from "./parse-options";

export const inspect: Command = {
  help: `Usage: sightglass inspect FILE… [--json] [--sha256]

Says what files hold: devices with what they state about themselves, and flows. Needs no database and changes nothing.
Each file is known by its content, also packed with gzip or Zstandard; folders are read with everything below them. All
of them are taken for one address space.

${FORMATS_READ}

  --json      print one JSON document: files, hosts, devices, flows
  --sha256    say the SHA-256 of the file's unpacked content; of several files it is said anyway

Files whose content cannot be read are named on stderr; the exit code is 1 when not one could be read, or when a path
that is given does not exist.`,

  async run(args) {
    const { values, positionals } = parseOptions(args, { json: { type: "boolean" }, sha256: { type: "boolean" } });
    if (positionals.length === 0) throw new UsageError("inspect needs at least one file");
    const { files, failed, inventory } = await readInventory(await listFiles(positionals), values.sha256 ?? false);
    for (const { file, error } of failed) tell(`sightglass: ${file}: ${error}`);
    if (inventory === null) {
      if (failed.length === 0) tell("sightglass: there is no file to read.");
      return 1;
    }
    if (values.json) {
      const { inspectDocument } = await import("./inspect-document");
      await printJsonInPieces(inspectDocument(files, failed, inventory));
    } else {
      const { inspectText } = await import("./inspect-text");
      print(inspectText(files, inventory));
    }
    return 0;
  },
};

interface ReadInventory {
  readonly files: ResolvedFile[];
  readonly failed: FailedFile[];
  /** null when no file could be read. */
  readonly inventory: PassingInventory | null;
}

/**
 * Hands on neither the files' observations nor the list of them: what is said of a device is let go when it is printed.
 */
async function readInventory(paths: readonly string[], isHashAsked: boolean): Promise<ReadInventory> {
  const { files, failed } = await readFiles(paths, isHashAsked);
  if (files.length === 0) return { files, failed, inventory: null };
  return { files: files.map(withoutObservations), failed, inventory: await resolveFiles(files) };
}

function withoutObservations({ file, sha256, result }: ReadFile): ResolvedFile {
  const { observations: _resolved, ...rest } = result;
  return { file, sha256, result: rest };
}

/** Among several files the hash tells which are copies of each other; one alone is hashed only when that is asked for. */
async function readFiles(
  paths: readonly string[],
  isHashAsked: boolean,
): Promise<{ files: ReadFile[]; failed: FailedFile[] }> {
  const { readSourceFile, readUnhashedFile } = await import("@/lib/ingest/read-source");
  const isHashed = isHashAsked || paths.length > 1;
  const files: ReadFile[] = [];
  const failed: FailedFile[] = [];
  const onProgress = collectLater();
  for (const path of paths) {
    try {
      const file = basename(path);
      const options = { onProgress, ...(path === paths.at(-1) ? { onEnd: optimiseLater } : {}) };
      if (isHashed) {
        const { result, fileSha256 } = await readSourceFile(path, options);
        files.push({ file, sha256: fileSha256, result });
      } else files.push({ file, sha256: null, result: await readUnhashedFile(path, options) });
    } catch (error) {
      failed.push({ file: path, error: sentenceFor(error) });
    }
  }
  return { files, failed };
}

/** Expected failures as a sentence; a bug is thrown on. */
function sentenceFor(error: unknown): string {
  if (error instanceof AppError) return error.message;
  const refusal = explainSystemError(error);
  if (refusal === null) throw error;
  return refusal;
}

async function resolveFiles(files: readonly ReadFile[]): Promise<PassingInventory> {
  const [{ resolveSourcesPassing }, { macVendor }, { textReader }, { loadOwnFingerprints }, { dataFolder }] =
    await Promise.all([
      import("@/lib/domain/identity/resolve-sources"),
      import("@/lib/reference/mac-vendor"),
      import("@/lib/fingerprints/text-reader"),
      import("@/lib/services/fingerprints/own-fingerprints"),
      import("@/lib/config/data-folder"),
    ]);
  const own = await loadOwnFingerprints(dataFolder());
  for (const problem of own.problems) tell(`sightglass: fingerprints: ${problem}`);
  return resolveSourcesPassing(files, { macVendor, readText: textReader(own.rows) });
}
