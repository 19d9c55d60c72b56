import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Real captures with what is known of them. They may not be published, so they lie beside the checkout, or nowhere. */
const FOLDER = fileURLToPath(new URL("../../../shared/corpus", import.meta.url));

/** Why a test of the corpus is skipped; null when the corpus is here. */
export const CORPUS_MISSING = existsSync(FOLDER) ? null : `no captures in ${FOLDER}`;

export interface TruthHost {
  readonly ip: string;
  readonly status: string;
  readonly macs?: readonly string[];
}

export interface CorpusCapture {
  readonly name: string;
  readonly path: string;
  readonly truth: { readonly hosts: readonly TruthHost[] };
}

export function corpusCaptures(): CorpusCapture[] {
  if (CORPUS_MISSING !== null) return [];
  return readdirSync(`${FOLDER}/captures`)
    .filter((name) => existsSync(`${FOLDER}/truth/${name}.json`))
    .sort()
    .map((name) => ({
      name,
      path: `${FOLDER}/captures/${name}`,
      truth: JSON.parse(readFileSync(`${FOLDER}/truth/${name}.json`, "utf8")),
    }));
}
