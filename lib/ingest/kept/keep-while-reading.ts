import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { KeptWriter } from "./kept-writer";
import type { FrameKeeper, OnRecord } from "./on-record";

export interface DraftRequest {
  /** Where the draft lies meanwhile, on the disk of kept files; its folder is made. */
  readonly path: string;
  /** Bytes that it may have. */
  readonly maxBytes: number;
}

/**
 * Keeps all frames of a capture as they come by, so that it need not be read twice. Whether they are wanted is known at
 * the end only: until then they are a draft. Whatever is wrong ends the draft, never the reading.
 */
export class KeepWhileReading implements FrameKeeper {
  private writer: KeptWriter | null = null;
  private isBegun = false;

  constructor(private readonly request: DraftRequest) {}

  readonly onFrame: OnRecord = (position, kind, timeUs, trueLength, bytes, start, end) =>
    this.write((writer) => writer.addRecord(position, kind, timeUs, trueLength, bytes, start, end));

  begin(captureHeader: Uint8Array): void {
    this.write((writer) => writer.begin(captureHeader));
  }

  get room(): number {
    return this.writer?.room ?? Number.POSITIVE_INFINITY;
  }

  add(bytes: Uint8Array, start: number, end: number, records: number, firstUs: number, lastUs: number): void {
    this.write((writer) => writer.add(bytes, start, end, records, firstUs, lastUs));
  }

  /** Gives the draft its name. null when there is none. */
  keep(target: string): { records: number; bytes: number } | null {
    const { writer } = this;
    if (!writer) return null;
    try {
      mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
      writer.finish(target);
    } catch {
      this.abandon();
      return null;
    }
    this.writer = null;
    return { records: writer.records, bytes: writer.bytes };
  }

  /** Leaves nothing behind. */
  abandon(): void {
    this.writer?.abandon();
    this.writer = null;
  }

  private write(work: (writer: KeptWriter) => void): void {
    try {
      if (!this.isBegun) this.open();
      if (this.writer) work(this.writer);
    } catch {
      // No room, or no disk: `keepSource` comes to the same end, and says so.
      this.abandon();
    }
  }

  private open(): void {
    this.isBegun = true;
    mkdirSync(dirname(this.request.path), { recursive: true, mode: 0o700 });
    this.writer = new KeptWriter(this.request.path, this.request.maxBytes);
  }
}
