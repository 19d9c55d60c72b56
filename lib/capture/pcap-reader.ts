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
    do {
      if (this.state === "header") this.readHeader();
      if (this.state === "records" && this.variant) this.readRecords(this.variant);
    } while (this.buffer.advance());
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

  private readHeader(): void {
    if (this.buffer.length < HEADER_BYTES) return;
    this.variant = pcapVariant(this.buffer.bytes, this.buffer.start);
    if (!this.variant) {
      this.state = "stopped";
      this.sink.warning("The file does not start with a pcap header.");
      return;
    }
    const { bytes, start } = this.buffer;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    // The upper bits hold the length of the frame check sequence (draft-ietf-opsawg-pcap §4).
    this.linkType = view.getUint32(start + 20, this.variant.isLittleEndian) & 0xffff;
    this.runs?.begin(Uint8Array.from(bytes.subarray(start, start + HEADER_BYTES)));
    this.buffer.skip(HEADER_BYTES);
    this.state = "records";
  }

  private readRecords({ recordBytes, fractionToUs, isLittleEndian }: PcapVariant): void {
    const { buffer, sink, linkType, runs } = this;
    const { bytes, end: filled } = buffer;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let at = buffer.start;
    let frames = 0;
    let runStart = at;
    let runEnd = runs ? runStart + runs.room : Number.POSITIVE_INFINITY;
    let runFrames = 0;
    let firstUs = Number.POSITIVE_INFINITY;
    let lastUs = Number.NEGATIVE_INFINITY;
    while (filled - at >= recordBytes) {
      const captured = view.getUint32(at + 8, isLittleEndian);
      if (captured > MAX_FRAME_BYTES) {
        this.state = "stopped";
        break;
      }
      const start = at + recordBytes;
      const end = start + captured;
      if (end > filled) break;
      const onWire = view.getUint32(at + 12, isLittleEndian);
      const fraction = view.getUint32(at + 4, isLittleEndian) * fractionToUs;
      const timeUs = plausibleTimeUs(view.getUint32(at, isLittleEndian) * 1_000_000 + fraction);
      sink.frame(bytes, start, end, onWire > captured ? onWire : captured, timeUs, linkType);
      at = end;
      frames += 1;
      runFrames += 1;
      if (timeUs >= 0) {
        if (timeUs < firstUs) firstUs = timeUs;
        if (timeUs > lastUs) lastUs = timeUs;
      }
      if (end >= runEnd && runs) {
        runs.add(bytes, runStart, end, runFrames, firstUs, lastUs);
        runStart = end;
        runEnd = end + runs.room;
        runFrames = 0;
        firstUs = Number.POSITIVE_INFINITY;
        lastUs = Number.NEGATIVE_INFINITY;
      }
    }
    if (runFrames > 0) runs?.add(bytes, runStart, at, runFrames, firstUs, lastUs);
    buffer.start = at;
    this.frames += frames;
    if (this.state === "stopped") this.stopAt(view.getUint32(at + 8, isLittleEndian));
  }

  private stopAt(captured: number): void {
    this.sink.brokenRecord("malformed", "record with an impossible length");
    this.sink.warning(
      `Packet ${this.frames + 1} claims ${captured} bytes, more than any packet has: the file is damaged there, and what follows was not read.`,
    );
    this.buffer.skip(this.buffer.length);
  }
}
