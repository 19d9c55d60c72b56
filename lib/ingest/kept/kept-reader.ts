import { type FileHandle, open } from "node:fs/promises";
import { promisify } from "node:util";
import { brotliDecompress, inflateRaw } from "node:zlib";
import { AppError } from "@/lib/domain/errors";
import {
  type BlockEntry,
  CAPTURE_HEADER_BYTES,
  CAPTURE_MAGIC,
  captureRecordsOf,
  DEFLATED_MAGIC,
  ENTRY_BYTES,
  type KeptRecord,
  MAGIC,
  MAGIC_BYTES,
  readEntry,
  recordsOf,
  TAIL_BYTES,
} from "./kept-format";

type UnpackBlock = (packed: Uint8Array, limits: { maxOutputLength: number }) => Promise<Uint8Array>;

/** How blocks are unpacked, by the magic of their file. */
const UNPACK = new Map<string, UnpackBlock>([
  [MAGIC, promisify(brotliDecompress)],
  [CAPTURE_MAGIC, promisify(brotliDecompress)],
  [DEFLATED_MAGIC, promisify(inflateRaw)],
]);

/** A kept file, opened for reading. One record costs the table and one block; the caller closes it. */
export class KeptReader {
  private constructor(
    private readonly file: FileHandle,
    private readonly entries: readonly BlockEntry[],
    readonly records: number,
    private readonly unpackBlock: UnpackBlock,
    private readonly captureHeader: Uint8Array | null,
  ) {}

  /** null when there is no such file. Throws AppError("damaged-file") when it is not one of ours, or not whole. */
  static async open(path: string): Promise<KeptReader | null> {
    const file = await open(path, "r").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return null;
      throw error;
    });
    if (!file) return null;
    try {
      const { size } = await file.stat();
      if (size < MAGIC_BYTES + TAIL_BYTES) throw damaged();
      const tail = await readAt(file, size - TAIL_BYTES, TAIL_BYTES);
      const table = tail.getFloat64(0, true);
      const count = tail.getUint32(8, true);
      const magic = textAt(tail, 20);
      const unpackBlock = UNPACK.get(magic);
      if (!unpackBlock || table + count * ENTRY_BYTES + TAIL_BYTES !== size) throw damaged();
      const view = await readAt(file, table, count * ENTRY_BYTES);
      const entries = Array.from({ length: count }, (_, at) => readEntry(view, at * ENTRY_BYTES));
      const captureHeader = magic === CAPTURE_MAGIC ? await readAt(file, MAGIC_BYTES, CAPTURE_HEADER_BYTES) : null;
      return new KeptReader(
        file,
        entries,
        tail.getFloat64(12, true),
        unpackBlock,
        captureHeader && bytesOf(captureHeader),
      );
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** The record at this position; null when it is not among those kept. */
  async record(position: number): Promise<KeptRecord | null> {
    let low = 0;
    let high = this.entries.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.entries[middle] as BlockEntry).lastPosition < position) low = middle + 1;
      else high = middle;
    }
    const entry = this.entries[low];
    if (!entry || position < entry.firstPosition || position > entry.lastPosition) return null;
    for (const record of await this.recordsOf(entry)) if (record.position === position) return record;
    return null;
  }

  /**
   * Records in file order of the blocks that touch the time span (records without a time are in every span). Bytes are
   * valid until the next one is asked for.
   */
  async *between(fromUs: number, toUs: number): AsyncGenerator<KeptRecord> {
    for (const entry of this.entries) {
      if (entry.lastUs >= entry.firstUs && (entry.lastUs < fromUs || entry.firstUs > toUs)) continue;
      yield* await this.recordsOf(entry);
    }
  }

  /** Up to `count` records that stand before the position, nearest first. */
  async *before(position: number, count: number): AsyncGenerator<KeptRecord> {
    let left = count;
    for (let at = this.entries.length - 1; at >= 0 && left > 0; at -= 1) {
      const entry = this.entries[at] as BlockEntry;
      if (entry.firstPosition >= position) continue;
      const records = [...(await this.recordsOf(entry))].filter((it) => it.position < position).reverse();
      yield* records.slice(0, left);
      left -= records.length;
    }
  }

  async close(): Promise<void> {
    await this.file.close();
  }

  private async recordsOf(entry: BlockEntry): Promise<Iterable<KeptRecord>> {
    const block = await this.unpack(entry);
    const { captureHeader } = this;
    return captureHeader ? captureRecordsOf(captureHeader, block, entry.firstPosition) : recordsOf(block);
  }

  private async unpack({ offset, packedBytes, unpackedBytes }: BlockEntry): Promise<Uint8Array> {
    const packed = bytesOf(await readAt(this.file, offset, packedBytes));
    try {
      return await this.unpackBlock(packed, { maxOutputLength: unpackedBytes });
    } catch (cause) {
      throw damaged(cause);
    }
  }
}

async function readAt(file: FileHandle, offset: number, length: number): Promise<DataView> {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; ) {
    const { bytesRead } = await file.read(bytes, at, length - at, offset + at);
    if (bytesRead === 0) throw damaged();
    at += bytesRead;
  }
  return new DataView(bytes.buffer);
}

function bytesOf({ buffer, byteOffset, byteLength }: DataView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function textAt(view: DataView, at: number): string {
  return Buffer.from(view.buffer, view.byteOffset + at, MAGIC_BYTES).toString("latin1");
}

function damaged(cause?: unknown): AppError {
  return new AppError(
    "damaged-file",
    "What was kept of this file is damaged on this machine's disk. Import the file again to keep it anew.",
    { cause },
  );
}
