import type { MemoryBudget } from "@/lib/capture/tcp-stream";

/** More than a sensor between two halves of a connection holds back; beyond it the other half is not captured at all. */
const MAX_SEGMENTS = 64;
const MAX_BYTES = 65_536;
/** What a held segment weighs besides its bytes. */
const SEGMENT_BYTES = 256;

/** A segment's payload, and what is known of its frame. */
export interface HeldSegment {
  readonly sequence: number;
  readonly acknowledgement: number;
  readonly bytes: Uint8Array;
  /** Length on the wire. */
  readonly length: number;
  readonly timeUs: number;
  readonly frame: number;
  readonly macs: Int32Array;
}

/**
 * Segments of one end of a TCP connection that acknowledge what its peer has said while the capture has not shown that
 * yet: where one direction was captured apart from the other and put before it, the answers come before their questions.
 * In their order; bounded by the limits above, and over all connections by the budget.
 */
export class HeldSegments {
  private readonly segments: HeldSegment[] = [];
  private bytes = 0;

  constructor(
    private readonly budget: MemoryBudget,
    readonly isFromB: boolean,
  ) {}

  get isEmpty(): boolean {
    return this.segments.length === 0;
  }

  /** False when there is no room. */
  add(segment: HeldSegment): boolean {
    const size = segment.bytes.length;
    if (this.segments.length >= MAX_SEGMENTS || this.bytes + size > MAX_BYTES) return false;
    if (!this.budget.take(size + SEGMENT_BYTES)) return false;
    this.segments.push(segment);
    this.bytes += size;
    return true;
  }

  /** Takes the first segment out when it is due. */
  takeFirst(isDue: (segment: HeldSegment) => boolean): HeldSegment | null {
    const first = this.segments[0];
    if (!first || !isDue(first)) return null;
    this.segments.shift();
    this.bytes -= first.bytes.length;
    this.budget.give(first.bytes.length + SEGMENT_BYTES);
    return first;
  }
}
