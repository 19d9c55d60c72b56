import { createGunzip, type Gunzip } from "node:zlib";
import { explainDamage, refuseBomb } from "./unpack-bounds";
import type { UnpackLimits } from "./unpack-limits";

/**
 * One layer of gzip, in bounded memory. Bytes are counted here: the `maxOutputLength` of a gunzip stream is ignored.
 * What could be unpacked before the packed data broke is kept, with a warning.
 */

/** Packed bytes handed over at once; at most 1,032 times as many come back before the next count. */
const SLICE_BYTES = 8_192;

export function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b && head[2] === 0x08;
}

/** Throws AppError("too-large") on a bomb and AppError("damaged-file") when nothing can be unpacked. */
export async function* gunzip(
  packed: AsyncIterable<Uint8Array>,
  limits: UnpackLimits,
  warn: (sentence: string) => void,
): AsyncGenerator<Uint8Array> {
  const stream = createGunzip();
  const ready: Uint8Array[] = [];
  let failure: (Error & { code?: string }) | null = null;
  stream.on("data", (chunk: Uint8Array) => ready.push(chunk));
  stream.on("error", (error: Error) => {
    failure = error;
  });
  let packedBytes = 0;
  let bytes = 0;
  const take = (): Uint8Array[] => {
    const chunks = ready.splice(0);
    for (const chunk of chunks) bytes += chunk.length;
    refuseBomb(bytes, packedBytes, limits, "gzip");
    return chunks;
  };
  try {
    for await (const chunk of packed) {
      for (let at = 0; at < chunk.length && !failure; at += SLICE_BYTES) {
        const slice = chunk.subarray(at, at + SLICE_BYTES);
        packedBytes += slice.length;
        await write(stream, slice);
        yield* take();
      }
      if (failure) break;
    }
    if (!failure) {
      await end(stream);
      yield* take();
    }
    if (failure) warn(explainDamage(failure, isCut(failure), bytes, "gzip"));
  } finally {
    stream.destroy();
  }
}

const isCut = (failure: Error & { code?: string }) => failure.code === "Z_BUF_ERROR";

/** Resolves when the slice is unpacked, or when the stream broke on it: then its own callback never comes. */
function write(stream: Gunzip, slice: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    if (stream.destroyed) {
      resolve();
      return;
    }
    const done = () => {
      stream.off("close", done);
      resolve();
    };
    stream.once("close", done);
    // The stream may still hold the slice when the caller reuses its buffer.
    stream.write(Buffer.from(slice), done);
  });
}

function end(stream: Gunzip): Promise<void> {
  return new Promise((resolve) => {
    if (stream.closed) {
      resolve();
      return;
    }
    stream.once("close", () => resolve());
    stream.end();
  });
}
