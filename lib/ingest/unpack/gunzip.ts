import { createGunzip, type Gunzip } from "node:zlib";
import { AppError } from "@/lib/domain/errors";
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
  let failure: Error | null = null;
  stream.on("data", (chunk: Uint8Array) => ready.push(chunk));
  stream.on("error", (error: Error) => {
    failure = error;
  });
  let packedBytes = 0;
  let bytes = 0;
  const take = (): Uint8Array[] => {
    const chunks = ready.splice(0);
    for (const chunk of chunks) bytes += chunk.length;
    refuseBomb(bytes, packedBytes, limits);
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
    if (failure) warn(explainDamage(failure, bytes));
  } finally {
    stream.destroy();
  }
}

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

function refuseBomb(bytes: number, packedBytes: number, limits: UnpackLimits): void {
  if (bytes > limits.maxBytes) {
    const gib = Math.round(limits.maxBytes / 1024 ** 3);
    throw new AppError(
      "too-large",
      `The gzip file grows beyond ${gib} GiB when it is unpacked, which is the limit for one file. Split the capture and import the parts.`,
    );
  }
  if (bytes > limits.ratioFromBytes && bytes > packedBytes * limits.maxRatio) {
    throw new AppError(
      "too-large",
      `The gzip file grows more than ${limits.maxRatio} times when it is unpacked. Real captures and logs do not: this looks like a decompression bomb, so it was not read. Unpack it yourself if you trust it.`,
    );
  }
}

function explainDamage(failure: Error & { code?: string }, bytes: number): string {
  const isCut = failure.code === "Z_BUF_ERROR";
  if (bytes === 0) {
    throw new AppError(
      "damaged-file",
      isCut
        ? "The gzip file is cut off before its first byte of content. Copy it again from where it was written."
        : "The gzip file is damaged at its start, so nothing could be unpacked. Copy it again from where it was written.",
      { cause: failure },
    );
  }
  const count = bytes.toLocaleString("en-US");
  return isCut
    ? `The gzip file is cut off; the ${count} bytes that could be unpacked were read.`
    : `The gzip file is damaged after ${count} unpacked bytes; what came before was read.`;
}
