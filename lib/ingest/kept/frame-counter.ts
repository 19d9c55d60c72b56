import type { FrameSink } from "@/lib/capture/frame-sink";
import type { OnRecord } from "./on-record";

/**
 * Numbers frames as the capture engine does: a broken record counts, but has no bytes to keep. With `next` it stands
 * between a reader and the engine and hands everything on.
 */
export class FrameCounter implements FrameSink {
  private records = 0;

  constructor(
    private readonly onRecord: OnRecord,
    private readonly next: FrameSink | null = null,
  ) {}

  frame(bytes: Uint8Array, start: number, end: number, wireLength: number, timeUs: number, linkType: number): void {
    this.records += 1;
    this.onRecord(this.records, linkType, timeUs, wireLength, bytes, start, end);
    this.next?.frame(bytes, start, end, wireLength, timeUs, linkType);
  }

  brokenRecord(outcome: "truncated" | "malformed", reason: string): void {
    this.records += 1;
    this.next?.brokenRecord(outcome, reason);
  }

  warning(sentence: string): void {
    this.next?.warning(sentence);
  }
}
