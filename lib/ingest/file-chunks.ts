import { readSync } from "node:fs";
import { type FileHandle, open as openFile } from "node:fs/promises";
import { setImmediate as otherWork } from "node:timers/promises";

/** What is read at once stays in the second level of a processor's cache while it is hashed and parsed. */
const FILE_CHUNK_BYTES = 256 * 1024;

/** Signals, timers and connections get their turn after so many chunks: some 10 ms of reading and parsing. */
const CHUNKS_AT_A_TIME = 16;

/**
 * A file's bytes, piece by piece in one and the same buffer: a fresh one for each costs more than reading it. A plain
 * file is read by the thread that parses it, which finds the bytes in its own cache; a pipe may keep its reader waiting,
 * so it is read beside it.
 */
export async function* fileChunks(path: string): AsyncGenerator<Uint8Array> {
  const file = await openFile(path);
  try {
    const read = (await file.stat()).isFile() ? readHere : readBeside;
    const buffer = new Uint8Array(FILE_CHUNK_BYTES);
    for (let chunks = 1; ; chunks += 1) {
      const bytesRead = await read(file, buffer);
      if (bytesRead === 0) return;
      yield bytesRead === FILE_CHUNK_BYTES ? buffer : buffer.subarray(0, bytesRead);
      if (chunks % CHUNKS_AT_A_TIME === 0) await otherWork();
    }
  } finally {
    await file.close();
  }
}

function readHere(file: FileHandle, buffer: Uint8Array): number {
  return readSync(file.fd, buffer, 0, FILE_CHUNK_BYTES, null);
}

async function readBeside(file: FileHandle, buffer: Uint8Array): Promise<number> {
  return (await file.read(buffer, 0, FILE_CHUNK_BYTES)).bytesRead;
}
