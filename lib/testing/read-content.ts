import { type ReadOptions, type ReadOutcome, readSource } from "@/lib/ingest/read-source";

/** Reads the content as an import would, in chunks of an odd size so that every boundary is met. */
export function readContent(
  content: string | Uint8Array,
  options: Partial<ReadOptions> = {},
  chunkBytes = 61,
): Promise<ReadOutcome> {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
  }
  return readSource(chunks(), { fileName: "file", ...options });
}
