import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * Real captures, logs and scans that stand beside the repository on our own machines and never in it. Tests that use
 * them are skipped, and say so, where they are absent.
 */
const FOLDER = fileURLToPath(new URL("../../../shared/corpus/", import.meta.url));

export const hasCorpus = existsSync(FOLDER);
if (!hasCorpus) console.info(`tests on real captures and logs are skipped: ${FOLDER} is absent`);

/** Names of the folder's files ("zeek", "captures"), sorted; empty without the corpus. */
export function corpusFiles(folder: string): string[] {
  return hasCorpus ? readdirSync(`${FOLDER}${folder}`).sort() : [];
}

export function corpusPath(folder: string, name: string): string {
  return `${FOLDER}${folder}/${name}`;
}

/** What was found out about the file independently, as stated in its truth file; the caller knows its shape. */
export function corpusTruth<Truth>(folder: string, name: string): Truth {
  return JSON.parse(readFileSync(`${FOLDER}truth/${folder}/${name}.json`, "utf8")) as Truth;
}
