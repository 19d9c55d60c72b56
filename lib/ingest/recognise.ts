import { isForeignBinary } from "./binary-kind";
import type { Importer } from "./define-importer";
import { IMPORTERS } from "./registry";

/** How much of the unpacked file `recognise` should see; fewer bytes only when the file is shorter. */
export const HEAD_BYTES = 65_536;

/** The importer that reads this content, by content; null when none does. A sure one wins over one that only may. */
export function recognise(
  head: Uint8Array,
  fileName: string,
  importers: readonly Importer[] = IMPORTERS,
): Importer | null {
  if (isForeignBinary(head)) return null;
  let candidate: Importer | null = null;
  for (const importer of importers) {
    const match = importer.recognise(head, fileName);
    if (match === "certain") return importer;
    if (match === "maybe") candidate ??= importer;
  }
  return candidate;
}
