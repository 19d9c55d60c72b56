import { open as openFile } from "node:fs/promises";

/** What is read at once stays in the second level of a processor's cache while it is hashed and parsed. */
const FILE_CHUNK_BYTES = 256 * 1024;

/** A file's bytes, piece by piece in one and the same buffer: a fresh one for each costs more than reading it. */
export async function* fileChunks(path: string): AsyncGenerator<Uint8Array> {
  const file = await openFile(path);
  try {
    const buffer = new Uint8Array(FILE_CHUNK_BYTES);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, FILE_CHUNK_BYTES);
      if (bytesRead === 0) return;
      yield bytesRead === FILE_CHUNK_BYTES ? buffer : buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}
