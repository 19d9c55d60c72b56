import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { KeptWriter } from "./kept-writer";
import { type RecordSplitter, splitterFor } from "./record-splitter";

export interface DraftRequest {
  /** Where the draft lies meanwhile, on the disk of kept files; its folder is made. */
  readonly path: string;
  /** Bytes that it may have. */
  readonly maxBytes: number;
}

/** What is large and whose records are known before its end; for all else a pass behind the reading costs nothing. */
const CAPTURES: readonly string[] = ["pcap", "pcapng"];

/**
 * Keeps all frames of a capture while it is read, from the same bytes, so that it need not be read twice. Whether they
 * are wanted is known at the end only: until then they are a draft. Whatever is wrong ends the draft, never the reading.
 */
export class KeepWhileReading {
  private writer: KeptWriter | null = null;
  private splitter: RecordSplitter | null = null;
  private isBegun = false;

  constructor(private readonly request: DraftRequest) {}

  /** The content's bytes in their order; `format` is the importer's name. */
  push(chunk: Uint8Array, format: string): void {
    try {
      if (!this.isBegun) this.begin(format);
      this.splitter?.push(chunk);
    } catch {
      // No room, or no disk: `keepSource` comes to the same end, and says so.
      this.abandon();
    }
  }

  /** Gives the draft its name. null when there is none. */
  keep(target: string): { records: number; bytes: number } | null {
    const { writer, splitter } = this;
    if (!writer || !splitter) return null;
    try {
      splitter.finish();
      mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
      writer.finish(target);
    } catch {
      this.abandon();
      return null;
    }
    this.writer = this.splitter = null;
    return { records: writer.records, bytes: writer.bytes };
  }

  /** Leaves nothing behind. */
  abandon(): void {
    this.writer?.abandon();
    this.writer = this.splitter = null;
  }

  private begin(format: string): void {
    this.isBegun = true;
    if (!CAPTURES.includes(format)) return;
    mkdirSync(dirname(this.request.path), { recursive: true, mode: 0o700 });
    const writer = new KeptWriter(this.request.path, this.request.maxBytes);
    this.writer = writer;
    this.splitter = splitterFor(format, writer.add.bind(writer));
  }
}
