import { Decompress } from "fzstd";
import { AppError } from "@/lib/domain/errors";
import { explainDamage, refuseBomb } from "./unpack-bounds";
import type { UnpackLimits } from "./unpack-limits";
import { isZstd, ZstdParts } from "./zstd-parts";

export { isZstd };

/**
 * One layer of Zstandard, in bounded memory: the window that a frame asks for, and one block. What could be unpacked
 * before the packed data broke is kept, with a warning. Checksums are not verified.
 */

/** Packed bytes handed over at once; four of them may be a block that grows to 128 KiB. */
const SLICE_BYTES = 2_048;
/**
 * The decoder moves its whole window on with each block. Blocks of real files are 128 KiB, or what a writer flushed;
 * one of a few bytes in a window of 128 MiB is only made to cost time.
 */
const FREE_MOVED_BYTES = 1024 ** 3;
const MAX_MOVED_PER_BYTE = 4_096;
const NEEDLESS_MEMORY =
  "The Zstandard file asks for far more memory than its content fills. Real captures and logs do not: this looks like a decompression bomb, so it was not read. Unpack it yourself if you trust it.";

/** Throws AppError("too-large") on a bomb and AppError("damaged-file") when nothing can be unpacked. */
export async function* unzstd(
  packed: AsyncIterable<Uint8Array>,
  limits: UnpackLimits,
  warn: (sentence: string) => void,
): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  let packedBytes = 0;
  let bytes = 0;
  const take = (chunk: Uint8Array) => {
    bytes += chunk.length;
    refuseBomb(bytes, packedBytes, limits, "Zstandard");
    if (chunk.length > 0) ready.push(chunk);
  };
  let frame = new Decompress(take);
  let window = 0;
  let moved = 0;
  const parts = new ZstdParts({
    frame: (windowBytes) => {
      window = windowBytes;
      frame = new Decompress(take);
    },
    part: (part, isLast) => {
      moved += window;
      if (moved > FREE_MOVED_BYTES + MAX_MOVED_PER_BYTE * (bytes + packedBytes)) {
        throw new AppError("too-large", NEEDLESS_MEMORY);
      }
      frame.push(part, isLast);
    },
  });
  let failure: Error | null = null;
  for await (const chunk of packed) {
    for (let at = 0; at < chunk.length && !failure; at += SLICE_BYTES) {
      const slice = chunk.subarray(at, at + SLICE_BYTES);
      packedBytes += slice.length;
      try {
        parts.push(slice);
      } catch (error) {
        if (error instanceof AppError) throw error;
        failure = error instanceof Error ? error : new Error(String(error));
      }
      yield* ready.splice(0);
    }
    if (failure) break;
  }
  if (failure) warn(explainDamage(failure, false, bytes, "Zstandard"));
  else if (!parts.isWhole) warn(explainDamage(new Error("cut off"), true, bytes, "Zstandard"));
}
