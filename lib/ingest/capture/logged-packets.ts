import { MAX_FRAME_BYTES, UNKNOWN_TIME } from "@/lib/capture/frame-sink";
import type { DiscoveryResult } from "@/lib/domain/import/discovery-result";
import type { TimeUs } from "@/lib/domain/observation";
import type { ImportLimits } from "../define-importer";
import { CaptureEngine } from "./capture-engine";
import { knownDecoders } from "./known-decoders";

/** One packet that a log holds: its bytes, what they begin with, and the line that holds it. */
export interface LoggedPacket {
  readonly bytes: Uint8Array;
  /** A LINKTYPE_ number. */
  readonly linkType: number;
  readonly timeUs: TimeUs | null;
  readonly position: number;
}

/**
 * Packets that stand in the records of a log, here and there one of a conversation: what a capture of them says, with the
 * lines of the log as positions. Its packets are a sample, so that their number means nothing.
 */
export class LoggedPackets {
  private readonly engine: CaptureEngine;

  constructor(limits: ImportLimits) {
    this.engine = new CaptureEngine(knownDecoders(), limits);
  }

  /** Lines only grow. false: longer than any packet, and not read. */
  add({ bytes, linkType, timeUs, position }: LoggedPacket): boolean {
    if (bytes.length > MAX_FRAME_BYTES) return false;
    // The engine numbers frames itself, from what it has counted so far.
    this.engine.records = position - 1;
    this.engine.frame(bytes, 0, bytes.length, bytes.length, timeUs ?? UNKNOWN_TIME, linkType);
    return true;
  }

  finish(): DiscoveryResult {
    return this.engine.finish("packets of a log", 0);
  }
}
