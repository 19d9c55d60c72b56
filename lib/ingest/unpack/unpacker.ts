import { gunzip, isGzip } from "./gunzip";
import type { UnpackLimits } from "./unpack-limits";
import { isZstd, unzstd } from "./unzstd";

export type Unpacker = (
  packed: AsyncIterable<Uint8Array>,
  limits: UnpackLimits,
  warn: (sentence: string) => void,
) => AsyncGenerator<Uint8Array>;

/** As many bytes of a file's beginning tell whether it is packed. */
export const MAGIC_BYTES = 4;

/** What unpacks a file that begins so; null for one that is not packed, or in another way. */
export function unpackerOf(head: Uint8Array): Unpacker | null {
  if (isGzip(head)) return gunzip;
  return isZstd(head) ? unzstd : null;
}
