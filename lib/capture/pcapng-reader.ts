import { type FrameSink, MAX_FRAME_BYTES, plausibleTimeUs, UNKNOWN_TIME } from "./frame-sink";
import { RecordBuffer } from "./record-buffer";

/** draft-ietf-opsawg-pcapng §4. */
const BLOCK = { section: 0x0a0d0d0a, interface: 1, packet: 2, simplePacket: 3, enhancedPacket: 6 } as const;
const OPTION = { end: 0, timeResolution: 9, timeOffset: 14 } as const;
const BYTE_ORDER_MAGIC = 0x1a2b3c4d;
/** A larger block is damaged; unknown blocks of any length below 2^32 are passed over without being held. */
const MAX_PACKET_BLOCK_BYTES = MAX_FRAME_BYTES + 65_536;
const MAX_SECTION_BLOCK_BYTES = 1_048_576;
const MAX_INTERFACES = 65_536;

interface CaptureInterface {
  readonly linkType: number;
  readonly snapLength: number;
  readonly unitsPerSecond: number;
  readonly offsetSeconds: number;
}

/** Holds the place of a description that is too short, so that later interfaces keep their numbers. */
const UNREADABLE_INTERFACE: CaptureInterface = {
  linkType: 0xffff,
  snapLength: 0,
  unitsPerSecond: 1_000_000,
  offsetSeconds: 0,
};

export function isPcapng(bytes: Uint8Array): boolean {
  const isSection = bytes[0] === 0x0a && bytes[1] === 0x0d && bytes[2] === 0x0d && bytes[3] === 0x0a;
  const order = [bytes[8], bytes[9], bytes[10], bytes[11]].join();
  return isSection && bytes.length >= 12 && (order === "26,43,60,77" || order === "77,60,43,26");
}

/** pcapng in any chunking: several sections and interfaces of both byte orders; unknown blocks are passed over. */
export class PcapngReader {
  private readonly buffer = new RecordBuffer();
  private interfaces: CaptureInterface[] = [];
  private isLittleEndian = true;
  private isStopped = false;
  private frames = 0;
  private lastTimeUs: number = UNKNOWN_TIME;

  constructor(private readonly sink: FrameSink) {}

  push(chunk: Uint8Array): void {
    if (this.isStopped) return;
    this.buffer.append(chunk);
    do {
      while (!this.isStopped && this.readBlock());
    } while (this.buffer.advance());
    this.buffer.release();
  }

  finish(): void {
    const rest = this.buffer.length;
    if (this.isStopped || rest === 0) return;
    const type = rest >= 4 ? this.u32(this.buffer.start) : 0;
    if (type === BLOCK.enhancedPacket || type === BLOCK.packet || type === BLOCK.simplePacket) {
      this.sink.brokenRecord("truncated", "record cut off by the end of the file");
    }
    this.sink.warning(`The file ends inside a block: its last ${rest} bytes are unfinished.`);
  }

  private u16(at: number): number {
    const b = this.buffer.bytes;
    return this.isLittleEndian ? b[at] | (b[at + 1] << 8) : (b[at] << 8) | b[at + 1];
  }

  private u32(at: number): number {
    const b = this.buffer.bytes;
    return this.isLittleEndian
      ? (b[at] | (b[at + 1] << 8) | (b[at + 2] << 16) | (b[at + 3] << 24)) >>> 0
      : ((b[at] << 24) | (b[at + 1] << 16) | (b[at + 2] << 8) | b[at + 3]) >>> 0;
  }

  private stop(sentence: string): false {
    this.isStopped = true;
    this.sink.warning(sentence);
    this.buffer.skip(this.buffer.length);
    return false;
  }

  /** Reads one whole block; false when more bytes are needed or nothing can be read on. */
  private readBlock(): boolean {
    const { buffer } = this;
    if (buffer.length < 12) return false;
    const at = buffer.start;
    // Its type is the same in both byte orders; the order of its section is only known from inside.
    const isSection = this.u32(at) === BLOCK.section;
    if (isSection) {
      const wasLittleEndian = this.isLittleEndian;
      this.isLittleEndian = buffer.bytes[at + 8] === (BYTE_ORDER_MAGIC & 0xff);
      if (this.u32(at + 8) !== BYTE_ORDER_MAGIC) {
        this.isLittleEndian = wasLittleEndian;
        return this.stop(this.damaged("a section without a byte-order mark"));
      }
    }
    const type = this.u32(at);
    const length = this.u32(at + 4);
    if (length < 12) return this.stop(this.damaged(`a block of ${length} bytes`));
    const padded = length % 4 === 0 ? length : length + 4 - (length % 4);
    const isPacket = type === BLOCK.enhancedPacket || type === BLOCK.packet || type === BLOCK.simplePacket;
    const isHeld = isPacket || isSection || type === BLOCK.interface;
    if (!isHeld) {
      buffer.skip(padded);
      return true;
    }
    if (length > (isPacket ? MAX_PACKET_BLOCK_BYTES : MAX_SECTION_BLOCK_BYTES)) {
      if (isPacket) this.sink.brokenRecord("malformed", "record with an impossible length");
      return this.stop(this.damaged(`a block of ${length} bytes`));
    }
    if (buffer.length < padded) return false;
    const bodyEnd = at + length - 4;
    if (isSection) {
      if (!this.readSection(at + 12, bodyEnd)) return false;
    } else if (type === BLOCK.interface) this.readInterface(at + 8, bodyEnd);
    else if (type === BLOCK.simplePacket) this.readSimplePacket(at + 8, bodyEnd);
    else this.readPacket(at + 8, bodyEnd, type === BLOCK.packet);
    buffer.start = at + padded;
    return true;
  }

  private damaged(what: string): string {
    return `After packet ${this.frames} stands ${what}: the file is damaged there, and what follows was not read.`;
  }

  private readSection(at: number, end: number): boolean {
    if (at + 4 > end) return this.stop(this.damaged("a section header that is too short"));
    const major = this.u16(at);
    if (major !== 1) return this.stop(this.damaged(`a section of unknown version ${major}.${this.u16(at + 2)}`));
    this.interfaces = [];
    return true;
  }

  private readInterface(at: number, end: number): void {
    if (this.interfaces.length >= MAX_INTERFACES) return;
    if (at + 8 > end) {
      this.interfaces.push(UNREADABLE_INTERFACE);
      return;
    }
    const linkType = this.u16(at);
    const snapLength = this.u32(at + 4);
    let unitsPerSecond = 1_000_000;
    let offsetSeconds = 0;
    for (let option = at + 8; option + 4 <= end; ) {
      const code = this.u16(option);
      const length = this.u16(option + 2);
      const value = option + 4;
      if (code === OPTION.end || value + length > end) break;
      if (code === OPTION.timeResolution && length >= 1) {
        const exponent = this.buffer.bytes[value];
        unitsPerSecond = (exponent & 0x80) !== 0 ? 2 ** (exponent & 0x7f) : 10 ** exponent;
      }
      if (code === OPTION.timeOffset && length >= 8) {
        const [low, high] = this.isLittleEndian ? [value, value + 4] : [value + 4, value];
        offsetSeconds = (this.u32(high) | 0) * 4_294_967_296 + this.u32(low);
      }
      option = value + length + ((4 - (length % 4)) % 4);
    }
    this.interfaces.push({ linkType, snapLength, unitsPerSecond, offsetSeconds });
  }

  private timeUs(high: number, low: number, { unitsPerSecond, offsetSeconds }: CaptureInterface): number {
    // Below 2^53 a double is exact; nanoseconds since 1970 are not, and go through BigInt.
    if (high < 0x200000 && unitsPerSecond <= 1_000_000) {
      const units = high * 4_294_967_296 + low;
      const sinceOffset = unitsPerSecond === 1_000_000 ? units : (units / unitsPerSecond) * 1_000_000;
      return plausibleTimeUs(sinceOffset + offsetSeconds * 1_000_000);
    }
    const units = (BigInt(high) << 32n) | BigInt(low);
    // 2^127 and 10^127 are allowed and still finite; a finer unit than that does not exist.
    const sinceOffset = Number((units * 1_000_000n) / BigInt(unitsPerSecond));
    return plausibleTimeUs(sinceOffset + offsetSeconds * 1_000_000);
  }

  private readPacket(at: number, end: number, isObsolete: boolean): void {
    this.frames += 1;
    if (at + 20 > end) {
      this.sink.brokenRecord("malformed", "packet block that is too short");
      return;
    }
    // §4.3 and appendix A: the obsolete block holds interface and drop count in 16 bits each.
    const from = this.interfaces[isObsolete ? this.u16(at) : this.u32(at)];
    if (!from) {
      this.sink.brokenRecord("malformed", "packet of an interface that the file does not describe");
      return;
    }
    const captured = this.u32(at + 12);
    const onWire = this.u32(at + 16);
    if (captured > MAX_FRAME_BYTES || at + 20 + captured > end) {
      this.sink.brokenRecord("malformed", "packet longer than its block");
      return;
    }
    const timeUs = this.timeUs(this.u32(at + 4), this.u32(at + 8), from);
    if (timeUs !== UNKNOWN_TIME) this.lastTimeUs = timeUs;
    this.sink.frame(this.buffer.bytes, at + 20, at + 20 + captured, Math.max(onWire, captured), timeUs, from.linkType);
  }

  /** §4.4: no time and no interface of its own; it takes the first interface and the time of the packet before. */
  private readSimplePacket(at: number, end: number): void {
    this.frames += 1;
    const from = this.interfaces[0];
    if (!from || at + 4 > end) {
      this.sink.brokenRecord("malformed", "packet of an interface that the file does not describe");
      return;
    }
    const onWire = this.u32(at);
    const limit = from.snapLength > 0 ? Math.min(from.snapLength, onWire) : onWire;
    const captured = Math.min(limit, end - at - 4);
    this.sink.frame(
      this.buffer.bytes,
      at + 4,
      at + 4 + captured,
      Math.max(onWire, captured),
      this.lastTimeUs,
      from.linkType,
    );
  }
}
