import "server-only";
import { findContentName, findKeptSource, type KeptSourceRow } from "@/lib/db/imports/kept-source";
import { AppError } from "@/lib/domain/errors";
import type { KeptRecord } from "@/lib/ingest/kept/kept-format";
import { KeptReader } from "@/lib/ingest/kept/kept-reader";
import { keptPath } from "./kept-path";

export interface Absence {
  readonly sentence: string;
  readonly since: Date | null;
}

export interface KeptContent {
  readonly fileName: string;
  readonly format: string;
  readonly row: KeptSourceRow | null;
}

/** Throws "not-found" for a content that was never taken in. */
export async function findKeptContent(sha256: string): Promise<KeptContent> {
  const [content, row] = await Promise.all([findContentName(sha256), findKeptSource(sha256)]);
  if (!content) throw new AppError("not-found", "No file with this content was taken in, or its import was taken out.");
  return { ...content, row };
}

/** The opened file, or why there is none. The caller closes it. */
export async function openKept(sha256: string, { row }: KeptContent): Promise<KeptReader | Absence> {
  if (!row) {
    return { sentence: "It was read before anything was kept. Import the file again to see its packets.", since: null };
  }
  if (row.goneAt) {
    return { sentence: `${row.goneReason ?? "It was let go."} Import the file again to see it.`, since: row.goneAt };
  }
  if (row.mode === "none") {
    const why = row.remark ?? "Whoever imported it chose to keep nothing of it, or the settings said so.";
    return { sentence: `${why} Import the file again to see it.`, since: row.keptAt };
  }
  const reader = await KeptReader.open(keptPath(sha256));
  return (
    reader ?? {
      sentence: "Its kept file is no longer in the data folder of this machine. Import the file again to see it.",
      since: null,
    }
  );
}

/** The record, or why it is not there, from a reader that is closed whatever happens. */
export async function withKept<T>(
  sha256: string,
  content: KeptContent,
  use: (reader: KeptReader) => Promise<T>,
): Promise<T | Absence> {
  const reader = await openKept(sha256, content);
  if (!(reader instanceof KeptReader)) return reader;
  try {
    return await use(reader);
  } finally {
    await reader.close();
  }
}

export function notAmongKept({ row }: KeptContent): Absence {
  return row?.mode === "cited"
    ? { sentence: "Of this source only what evidence cites is kept, and this is not among it.", since: null }
    : { sentence: "The source has no such record.", since: null };
}

/** For downloads: the record of a frame, else "not-found" with the reason. */
export function requireFrame(record: KeptRecord | null, content: KeptContent): KeptRecord {
  if (record) return record;
  throw new AppError("not-found", notAmongKept(content).sentence);
}
