import type { DiscoveryResult } from "@/lib/domain/import/discovery-result";
import { CaptureEngine } from "../capture/capture-engine";
import { knownDecoders } from "../capture/known-decoders";
import type { ImportLimits } from "../define-importer";
import { DissectedNames } from "./dissected-names";
import type { EkPacket } from "./ek-packet";
import type { PacketReader } from "./packet-reader";
import { printedFrame } from "./printed-frame";

/** Packets whose bytes are printed: a capture in another packing. Wireshark's word counts where ours have none. */
export class PrintedCapture implements PacketReader {
  private readonly names: DissectedNames;
  private readonly engine: CaptureEngine;

  constructor(limits: ImportLimits) {
    this.names = new DissectedNames(limits.maxFlows);
    this.engine = new CaptureEngine(knownDecoders(), limits, { names: this.names });
  }

  packet(packet: EkPacket): void {
    const frame = printedFrame(packet);
    if (!frame) {
      this.fault("malformed", "the bytes of the packet are not printed, damaged, or of a link that is not read");
      return;
    }
    this.names.note(packet);
    const { bytes, wireLength, timeUs, linkType } = frame;
    this.engine.frame(bytes, 0, bytes.length, wireLength, timeUs, linkType);
  }

  fault(outcome: "truncated" | "malformed", reason: string): void {
    this.engine.brokenRecord(outcome, reason);
  }

  finish(format: string, bytes: number): DiscoveryResult {
    return this.engine.finish(format, bytes);
  }
}
