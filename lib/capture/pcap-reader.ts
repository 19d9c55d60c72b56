import { type FrameSink, MAX_FRAME_BYTES, plausibleTimeUs } from "./frame-sink";
import { RecordBuffer } from "./record-buffer";
import type { RecordRuns } from "./record-runs";

const HEADER_BYTES = 24;

interface PcapVariant {
  readonly isLittleEndian: boolean;
  /** Record header: 16 bytes, or 24 in the variant of Kuznetzov's old Linux patch. */
  readonly recordBytes: number;
  readonly fractionToUs: number;
}

/** Magic numbers as their first four bytes stand in the file; null when it is no classic pcap. */
export function pcapVariant(bytes: Uint8Array, at = 0): PcapVariant | null {
  if (at + 4 > bytes.length) return null;
  const isLittleEndian = bytes[at] !== 0xa1;
  const magic = isLittleEndian
    ? ((bytes[at + 3] << 24) | (bytes[at + 2] << 16) | (bytes[at + 1] << 8) | bytes[at]) >>> 0
    : ((bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3]) >>> 0;
  switch (magic) {
    case 0xa1b2c3d4:
      return { isLittleEndian, recordBytes: 16, fractionToUs: 1 };
    case 0xa1b23c4d:
      return { isLittleEndian, recordBytes: 16, fractionToUs: 0.001 };
    case 0xa1b2cd34:
      return { isLittleEndian, recordBytes: 24, fractionToUs: 1 };
    default:
      return null;
  }
}

/** Classic pcap in any chunking: both byte orders, micro- and nanoseconds. A damaged length ends the reading. */
export class PcapReader {
  private readonly buffer = new RecordBuffer();
  private variant: PcapVariant | null = null;
  private linkType = 0;
  private state: "header" | "records" | "stopped" = "header";
  private frames = 0;

  /** `runs` hears of records after the sink has. */
  constructor(
    private readonly sink: FrameSink,
    private readonly runs: RecordRuns | null = null,
  ) {}

  push(chunk: Uint8Array): void {
    if (this.state === "stopped") return;
    this.buffer.append(chunk);
    if (this.state === "header") this.readHeader();
    if (this.state === "records" && this.variant) this.readRecords(this.variant);
    this.buffer.release();
  }

  finish(): void {
    const rest = this.buffer.length;
    if (this.state === "header") this.sink.warning("The file ends inside its header and holds no packets.");
    if (this.state !== "records" || rest === 0) return;
    this.sink.brokenRecord("truncated", "record cut off by the end of the file");
    this.sink.warning(
      `The file ends inside packet ${this.frames + 1}: its last ${rest} bytes are an unfinished record.`,
    );
  }

  private u32(at: number): number {
    const b = this.buffer.bytes;
    return this.variant?.isLittleEndian
      ? (b[at] | (b[at + 1] << 8) | (b[at + 2] << 16) | (b[at + 3] << 24)) >>> 0
      : ((b[at] << 24) | (b[at + 1] << 16) | (b[at + 2] << 8) | b[at + 3]) >>> 0;
  }

  private readHeader(): void {
    if (this.buffer.length < HEADER_BYTES) return;
    this.variant = pcapVariant(this.buffer.bytes, this.buffer.start);
    if (!this.variant) {
      this.state = "stopped";
      this.sink.warning("The file does not start with a pcap header.");
      return;
    }
    // The upper bits hold the length of the frame check sequence (draft-ietf-opsawg-pcap §4).
    this.linkType = this.u32(this.buffer.start + 20) & 0xffff;
    const { bytes, start } = this.buffer;
    this.runs?.begin(Uint8Array.from(bytes.subarray(start, start + HEADER_BYTES)));
    this.buffer.skip(HEADER_BYTES);
    this.state = "records";
  }

  private readRecords({ recordBytes, fractionToUs }: PcapVariant): void {
    const { buffer, sink, linkType, runs } = this;
    let runStart = buffer.start;
    let runEnd = runs ? runStart + runs.room : Number.POSITIVE_INFINITY;
    let runFrames = 0;
    let firstUs = Number.POSITIVE_INFINITY;
    let lastUs = Number.NEGATIVE_INFINITY;
    while (buffer.end - buffer.start >= recordBytes) {
      const at = buffer.start;
      const captured = this.u32(at + 8);
      if (captured > MAX_FRAME_BYTES) {
        this.state = "stopped";
        break;
      }
      const end = at + recordBytes + captured;
      if (end > buffer.end) break;
      const onWire = this.u32(at + 12);
      const timeUs = plausibleTimeUs(this.u32(at) * 1_000_000 + this.u32(at + 4) * fractionToUs);
      this.frames += 1;
      sink.frame(buffer.bytes, at + recordBytes, end, onWire > captured ? onWire : captured, timeUs, linkType);
      buffer.start = end;
      runFrames += 1;
      if (timeUs >= 0) {
        if (timeUs < firstUs) firstUs = timeUs;
        if (timeUs > lastUs) lastUs = timeUs;
      }
      if (end >= runEnd && runs) {
        runs.add(buffer.bytes, runStart, end, runFrames, firstUs, lastUs);
        runStart = end;
        runEnd = end + runs.room;
        runFrames = 0;
        firstUs = Number.POSITIVE_INFINITY;
        lastUs = Number.NEGATIVE_INFINITY;
      }
    }
    if (runFrames > 0) runs?.add(buffer.bytes, runStart, buffer.start, runFrames, firstUs, lastUs);
    if (this.state === "stopped") this.stopAt(this.u32(buffer.start + 8));
  }

  private stopAt(captured: number): void {
    this.sink.brokenRecord("malformed", "record with an impossible length");
    this.sink.warning(
      `Packet ${this.frames + 1} claims ${captured} bytes, more than any packet has: the file is damaged there, and what follows was not read.`,
    );
    this.buffer.skip(this.buffer.length);
  }
}
