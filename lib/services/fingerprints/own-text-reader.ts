import "server-only";
import { env } from "@/lib/config/env";
import type { TextReader } from "@/lib/domain/identity/values/read-text";
import { textReader } from "@/lib/fingerprints/text-reader";
import { loadOwnFingerprints } from "./own-fingerprints";

let last: { readonly key: string; readonly reader: TextReader } | null = null;

/** The reader over the shipped rows and the installation's own; built anew only when the own rows changed. */
export async function ownTextReader(): Promise<TextReader> {
  const { rows, problems } = await loadOwnFingerprints(env().dataFolder);
  const key = JSON.stringify(rows);
  if (last?.key === key) return last.reader;
  for (const problem of problems) console.warn(`fingerprints: ${problem}`);
  last = { key, reader: textReader(rows) };
  return last.reader;
}
