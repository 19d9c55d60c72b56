import { AppError } from "@/lib/domain/errors";
import type { UnpackLimits } from "./unpack-limits";

/** "gzip", "Zstandard": as the sentences name what was packed. */
export type Packing = "gzip" | "Zstandard";

/** Throws AppError("too-large") once what was unpacked is more than a real file would be. */
export function refuseBomb(bytes: number, packedBytes: number, limits: UnpackLimits, packing: Packing): void {
  if (bytes > limits.maxBytes) {
    const gib = Math.round(limits.maxBytes / 1024 ** 3);
    throw new AppError(
      "too-large",
      `The ${packing} file grows beyond ${gib} GiB when it is unpacked, which is the limit for one file. Split the capture and import the parts.`,
    );
  }
  if (bytes > limits.ratioFromBytes && bytes > packedBytes * limits.maxRatio) {
    throw new AppError(
      "too-large",
      `The ${packing} file grows more than ${limits.maxRatio} times when it is unpacked. Real captures and logs do not: this looks like a decompression bomb, so it was not read. Unpack it yourself if you trust it.`,
    );
  }
}

/** The warning about a file that broke; throws AppError("damaged-file") when nothing of it could be unpacked. */
export function explainDamage(failure: Error, isCut: boolean, bytes: number, packing: Packing): string {
  if (bytes === 0) {
    throw new AppError(
      "damaged-file",
      isCut
        ? `The ${packing} file is cut off before its first byte of content. Copy it again from where it was written.`
        : `The ${packing} file is damaged at its start, so nothing could be unpacked. Copy it again from where it was written.`,
      { cause: failure },
    );
  }
  const count = bytes.toLocaleString("en-US");
  return isCut
    ? `The ${packing} file is cut off; the ${count} bytes that could be unpacked were read.`
    : `The ${packing} file is damaged after ${count} unpacked bytes; what came before was read.`;
}
