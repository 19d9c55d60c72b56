import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";
import type { RecordRuns } from "@/lib/capture/record-runs";
import {
  BLOCK_BYTES,
  type BlockEntry,
  CAPTURE_MAGIC,
  ENTRY_BYTES,
  MAGIC,
  MAX_HEAD_BYTES,
  MAX_RECORD_BYTES,
  RECORD_HEAD_BYTES,
  TAIL_BYTES,
  writeEntry,
} from "./kept-format";

/** The kept file grew beyond what it may have. */
export class KeptTooLarge extends Error {}

/**
 * Brotli's fastest level packs captures as well as deflate's, in a third of the time. The window is that of a block. A
 * packed block usually fits into one piece; larger pieces, new ones for each block, made V8 collect three times as often.
 */
const PACKING = {
  chunkSize: BLOCK_BYTES / 4,
  params: { [constants.BROTLI_PARAM_QUALITY]: 0, [constants.BROTLI_PARAM_LGWIN]: 18 },
};

/**
 * Writes a kept file in one pass: memory of one block and 40 bytes per block. It is a draft until `finish` gives it its
 * name. Records come one by one, with positions that rise, or, once `begin` was called, as pieces of a capture.
 */
export class KeptWriter implements RecordRuns {
  records = 0;
  /** On disk so far. */
  bytes = 0;
  private readonly file: number;
  private readonly block = new Uint8Array(BLOCK_BYTES + MAX_HEAD_BYTES + MAX_RECORD_BYTES);
  private readonly view = new DataView(this.block.buffer);
  private used = 0;
  private readonly entries: BlockEntry[] = [];
  private firstPosition = 0;
  private lastPosition = 0;
  private firstUs = Number.POSITIVE_INFINITY;
  private lastUs = Number.NEGATIVE_INFINITY;
  /** Of the capture whose records come as they stand in it; null = records come one by one. */
  private captureHeader: Uint8Array | null = null;

  constructor(
    private readonly draft: string,
    private readonly maxBytes: number,
  ) {
    this.file = openSync(draft, "w", 0o600);
  }

  begin(captureHeader: Uint8Array): void {
    this.captureHeader = captureHeader;
  }

  get room(): number {
    return BLOCK_BYTES - this.used;
  }

  /** A piece of the capture. Blocks end where they would in a file that comes in other pieces. */
  add(bytes: Uint8Array, start: number, end: number, records: number, firstUs: number, lastUs: number): void {
    if (this.used === 0) this.firstPosition = this.records + 1;
    this.block.set(bytes.subarray(start, end), this.used);
    this.used += end - start;
    this.records += records;
    this.lastPosition = this.records;
    if (firstUs < this.firstUs) this.firstUs = firstUs;
    if (lastUs > this.lastUs) this.lastUs = lastUs;
    if (this.used >= BLOCK_BYTES) this.endBlock();
  }

  /** `timeUs` below 0 is none. What exceeds MAX_RECORD_BYTES is cut; `trueLength` still tells. */
  addRecord(
    position: number,
    kind: number,
    timeUs: number,
    trueLength: number,
    bytes: Uint8Array,
    start: number,
    end: number,
  ): void {
    const { view, block } = this;
    const length = Math.min(end - start, MAX_RECORD_BYTES);
    const at = this.used;
    if (at === 0) this.firstPosition = position;
    this.lastPosition = position;
    if (timeUs >= 0) {
      if (timeUs < this.firstUs) this.firstUs = timeUs;
      if (timeUs > this.lastUs) this.lastUs = timeUs;
    }
    view.setUint32(at, position, true);
    view.setFloat64(at + 4, timeUs < 0 ? -1 : timeUs, true);
    view.setUint32(at + 12, trueLength, true);
    view.setUint16(at + 16, kind, true);
    view.setUint32(at + 18, length, true);
    block.set(bytes.subarray(start, start + length), at + RECORD_HEAD_BYTES);
    this.used = at + RECORD_HEAD_BYTES + length;
    this.records += 1;
    if (this.used >= BLOCK_BYTES) this.endBlock();
  }

  /** Puts the file in its place, on the draft's disk; an older one of the same name is replaced. */
  finish(path: string): void {
    this.endBlock();
    const { entries } = this;
    const rest = new Uint8Array(entries.length * ENTRY_BYTES + TAIL_BYTES);
    const view = new DataView(rest.buffer);
    for (const [at, entry] of entries.entries()) writeEntry(view, at * ENTRY_BYTES, entry);
    const tail = entries.length * ENTRY_BYTES;
    view.setFloat64(tail, this.bytes, true);
    view.setUint32(tail + 8, entries.length, true);
    view.setFloat64(tail + 12, this.records, true);
    rest.set(Buffer.from(this.magic, "latin1"), tail + 20);
    this.write(rest);
    fsyncSync(this.file);
    closeSync(this.file);
    renameSync(this.draft, path);
  }

  /** Leaves nothing behind. */
  abandon(): void {
    closeSync(this.file);
    rmSync(this.draft, { force: true });
  }

  private get magic(): string {
    return this.captureHeader ? CAPTURE_MAGIC : MAGIC;
  }

  private endBlock(): void {
    if (this.bytes === 0) {
      this.write(Buffer.from(this.magic, "latin1"));
      if (this.captureHeader) this.write(this.captureHeader);
    }
    if (this.used === 0) return;
    const packed = brotliCompressSync(this.block.subarray(0, this.used), PACKING);
    this.entries.push({
      firstPosition: this.firstPosition,
      lastPosition: this.lastPosition,
      offset: this.bytes,
      packedBytes: packed.length,
      unpackedBytes: this.used,
      firstUs: this.firstUs,
      lastUs: this.lastUs,
    });
    this.used = 0;
    this.firstUs = Number.POSITIVE_INFINITY;
    this.lastUs = Number.NEGATIVE_INFINITY;
    this.write(packed);
  }

  private write(bytes: Uint8Array): void {
    if (this.bytes + bytes.length > this.maxBytes) throw new KeptTooLarge();
    for (let at = 0; at < bytes.length; ) at += writeSync(this.file, bytes, at, bytes.length - at);
    this.bytes += bytes.length;
  }
}
