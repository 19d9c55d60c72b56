import { AppError } from "@/lib/domain/errors";
import type { ReadFile } from "@/lib/domain/identity/resolve-sources";
import type { UnreadFile } from "./preview";
import { readCapture } from "./read-capture";

interface CapturesProgress {
  readonly name: string;
  /** Of all files, 0 to 1. */
  readonly fraction: number;
  /** Of the file that is read now. */
  readonly packets: number;
}

/** Reads captures one after the other. One that cannot be previewed is named with its reason and hides no other. */
export async function readCaptures(
  files: readonly File[],
  onProgress: (progress: CapturesProgress) => void,
): Promise<{ read: ReadFile[]; unread: UnreadFile[] }> {
  const read: ReadFile[] = [];
  const unread: UnreadFile[] = [];
  for (const [at, file] of files.entries()) {
    const { name } = file;
    try {
      const result = await readCapture(file, ({ fraction, packets }) =>
        onProgress({ name, fraction: (at + fraction) / files.length, packets }),
      );
      // Its place stands for its hash, which only orders claims that are alike in everything else.
      read.push({ file: name, sha256: String(at).padStart(64, "0"), result });
    } catch (error) {
      unread.push({ name, sentence: error instanceof AppError ? error.message : UNREADABLE });
    }
  }
  return { read, unread };
}

const UNREADABLE = "This browser could not read the capture to its end. It can still be uploaded.";
