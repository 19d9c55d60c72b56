import type { FrameSink } from "@/lib/capture/frame-sink";

/** Remembers what a capture reader gave. */
export class RecordingSink implements FrameSink {
  readonly frames: { bytes: number[]; wireLength: number; timeUs: number; linkType: number }[] = [];
  readonly broken: { outcome: string; reason: string }[] = [];
  readonly warnings: string[] = [];

  frame(bytes: Uint8Array, start: number, end: number, wireLength: number, timeUs: number, linkType: number): void {
    this.frames.push({ bytes: [...bytes.subarray(start, end)], wireLength, timeUs, linkType });
  }
  brokenRecord(outcome: "truncated" | "malformed", reason: string): void {
    this.broken.push({ outcome, reason });
  }
  warning(sentence: string): void {
    this.warnings.push(sentence);
  }
}
