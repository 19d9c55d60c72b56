import type { Evidence } from "@/lib/domain/observation";
import { readSource } from "@/lib/ingest/read-source";

/** A file of a simulated plant through the real importer, as evidence of its realm (whose name serves as its id). */
export async function readPlantFile({
  path,
  realm,
  bytes,
}: {
  path: string;
  realm: string;
  bytes: Uint8Array;
}): Promise<Evidence[]> {
  async function* chunks() {
    yield bytes;
  }
  const fileName = path.split("/").at(-1) ?? path;
  const { result, fileSha256 } = await readSource(chunks(), { fileName });
  const origin = { realm, fileSha256, fileName, format: result.format };
  return result.observations.map((observation) => ({ observation, origin }));
}
