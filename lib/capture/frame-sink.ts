/** Receives what a capture file holds, record by record. Arguments instead of an object: this is the hot path. */
export interface FrameSink {
  /**
   * One captured frame: bytes[start, end), valid only during the call. `wireLength` is its length on the wire (at
   * least end - start), `timeUs` is UNKNOWN_TIME when the file states none, `linkType` a LINKTYPE_ number.
   */
  frame(bytes: Uint8Array, start: number, end: number, wireLength: number, timeUs: number, linkType: number): void;
  /** A record whose bytes are not, or not all, there. It counts as a record of the file. */
  brokenRecord(outcome: "truncated" | "malformed", reason: string): void;
  /** A sentence about the file as a whole. */
  warning(sentence: string): void;
}

export const UNKNOWN_TIME = -1;

/** Larger records are no packets: a length field is damaged (the limit of libpcap and Wireshark). */
export const MAX_FRAME_BYTES = 262_144;

/** Year 2200: later times come from damaged records. */
const MAX_TIME_US = 7_258_118_400_000_000;

/** UNKNOWN_TIME when the value cannot be a time of a capture. */
export function plausibleTimeUs(timeUs: number): number {
  return timeUs >= 0 && timeUs <= MAX_TIME_US ? Math.floor(timeUs) : UNKNOWN_TIME;
}
