import type { FrameSink } from "@/lib/capture/frame-sink";
import type { DiscoveryResult } from "@/lib/domain/import/discovery-result";
import type { ImportOptions, ImportParser } from "../define-importer";
import type { FrameKeeper } from "../kept/on-record";
import { CaptureEngine } from "./capture-engine";
import { knownDecoders } from "./known-decoders";

interface CaptureReader {
  push(chunk: Uint8Array): void;
  finish(): void;
}

/** A capture file of either format: its reader feeds the engine. */
export class CaptureParser implements ImportParser {
  private readonly engine: CaptureEngine;
  private readonly reader: CaptureReader;
  private bytes = 0;

  constructor(
    private readonly format: string,
    { limits, keeper }: Pick<ImportOptions, "limits" | "keeper">,
    open: (sink: FrameSink, keeper: FrameKeeper | null) => CaptureReader,
  ) {
    this.engine = new CaptureEngine(knownDecoders(), limits);
    this.reader = open(this.engine, keeper ?? null);
  }

  get records(): number {
    return this.engine.records;
  }

  push(chunk: Uint8Array): void {
    this.bytes += chunk.length;
    this.reader.push(chunk);
  }

  finish(): DiscoveryResult {
    this.reader.finish();
    return this.engine.finish(this.format, this.bytes);
  }
}
