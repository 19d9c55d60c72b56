/**
 * Walks the parts of a Zstandard file (RFC 8878 §3.1) without unpacking them, so that what unpacks them is only ever
 * given whole ones of sizes that the standard allows: what a header promises is what a decoder reserves memory for.
 */

const MAGIC = 0xfd2f_b528;
const SKIPPABLE = 0x184d_2a50;
/** §3.1.1.2.3: no block is longer, packed or not. */
const MAX_BLOCK_BYTES = 128 * 1024;
/** What zstd itself unpacks unless told otherwise (--long=27). */
const MAX_WINDOW_BYTES = 128 * 1024 * 1024;
/** Of the frame header's flags. */
const CHECKSUM = 0x04;
const RLE = 1;
const RESERVED = 3;

export const isZstd = (head: Uint8Array): boolean =>
  head.length >= 4 && (magicOf(head) === MAGIC || isSkippable(magicOf(head)));

const magicOf = (bytes: Uint8Array) =>
  ((bytes[0] ?? 0) | ((bytes[1] ?? 0) << 8) | ((bytes[2] ?? 0) << 16) | ((bytes[3] ?? 0) << 24)) >>> 0;
const isSkippable = (magic: number) => (magic & 0xffff_fff0) >>> 0 === SKIPPABLE;

class ZstdDamage extends Error {}

export interface ZstdEvents {
  /** A frame begins, which needs so many bytes of what was unpacked before; its header follows as the first part. */
  frame(windowBytes: number): void;
  /** A copy of a frame's header, which promises no checksum, or of one whole block; the last of the frame ends it. */
  part(bytes: Uint8Array, isLast: boolean): void;
}

export class ZstdParts {
  /** The beginning of a part whose end did not come yet is held in its first `heldBytes`. */
  private room = new Uint8Array(0);
  private heldBytes = 0;
  private next: "frame" | "block" = "frame";
  private skip = 0;
  private hasChecksum = false;

  constructor(private readonly events: ZstdEvents) {}

  /** Throws ZstdDamage at what no Zstandard file holds, and what `events` throw. */
  push(chunk: Uint8Array): void {
    let rest = this.heldBytes === 0 ? chunk : this.heldWith(chunk);
    for (;;) {
      const skipped = Math.min(this.skip, rest.length);
      this.skip -= skipped;
      rest = rest.subarray(skipped);
      const taken = this.skip > 0 ? 0 : this.next === "frame" ? this.takeHeader(rest) : this.takeBlock(rest);
      if (taken === 0) break;
      rest = rest.subarray(taken);
    }
    this.hold(rest);
  }

  /** Whether the file may end here. */
  get isWhole(): boolean {
    return this.next === "frame" && this.heldBytes === 0 && this.skip === 0;
  }

  /** What is held stays where it is: joined anew with each of the chunks, a block was copied as often as it has chunks. */
  private heldWith(chunk: Uint8Array): Uint8Array {
    const length = this.heldBytes + chunk.length;
    this.makeRoom(length);
    this.room.set(chunk, this.heldBytes);
    this.heldBytes = length;
    return this.room.subarray(0, length);
  }

  /** Keeps a copy, since the chunk's owner may use its buffer again. What was not taken from stands there already. */
  private hold(rest: Uint8Array): void {
    const isThere = rest.buffer === this.room.buffer && rest.byteOffset === 0;
    if (!isThere) {
      this.makeRoom(rest.length);
      this.room.set(rest);
    }
    this.heldBytes = rest.length;
  }

  private makeRoom(length: number): void {
    if (this.room.length >= length) return;
    const larger = new Uint8Array(Math.max(length, this.room.length * 2));
    larger.set(this.room.subarray(0, this.heldBytes));
    this.room = larger;
  }

  /** §3.1.1.1; 0 until all of it is here. */
  private takeHeader(bytes: Uint8Array): number {
    if (bytes.length < 8) return 0;
    const magic = magicOf(bytes);
    if (isSkippable(magic)) {
      this.skip = magicOf(bytes.subarray(4));
      return 8;
    }
    if (magic !== MAGIC) throw new ZstdDamage("no frame begins here");
    const flags = bytes[4] ?? 0;
    const isSingle = (flags & 0x20) !== 0;
    const dictionary = [0, 1, 2, 4][flags & 3] ?? 0;
    const sizeBytes = [isSingle ? 1 : 0, 2, 4, 8][flags >> 6] ?? 0;
    const window = isSingle ? 0 : 1;
    const length = 5 + window + dictionary + sizeBytes;
    if (bytes.length < length) return 0;
    if ((flags & 0x08) !== 0) throw new ZstdDamage("a reserved bit is set");
    const dictionaryAt = 5 + window;
    if (bytes.subarray(dictionaryAt, dictionaryAt + dictionary).some((byte) => byte !== 0)) {
      throw new ZstdDamage("it was packed with a dictionary that is not here");
    }
    const needs = isSingle ? sizeOf(bytes.subarray(length - sizeBytes, length)) : windowOf(bytes[5] ?? 0);
    if (needs > MAX_WINDOW_BYTES) throw new ZstdDamage("it asks for more memory than 128 MiB");
    this.hasChecksum = (flags & CHECKSUM) !== 0;
    this.next = "block";
    const header = copyOf(bytes.subarray(0, length));
    header[4] = flags & ~CHECKSUM;
    this.events.frame(needs);
    this.events.part(header, false);
    return length;
  }

  /** §3.1.1.2; 0 until all of it is here. */
  private takeBlock(bytes: Uint8Array): number {
    if (bytes.length < 3) return 0;
    const header = (bytes[0] ?? 0) | ((bytes[1] ?? 0) << 8) | ((bytes[2] ?? 0) << 16);
    const [type, size] = [(header >> 1) & 3, header >> 3];
    if (type === RESERVED || size > MAX_BLOCK_BYTES) throw new ZstdDamage("a block of a kind or size that is none");
    const length = 3 + (type === RLE ? 1 : size);
    if (bytes.length < length) return 0;
    const isLast = (header & 1) !== 0;
    this.events.part(copyOf(bytes.subarray(0, length)), isLast);
    if (isLast) {
      this.next = "frame";
      this.skip = this.hasChecksum ? 4 : 0;
    }
    return length;
  }
}

/** `slice` of Node's Buffers copies nothing. */
const copyOf = (bytes: Uint8Array) => new Uint8Array(bytes);

/** §3.1.1.1.2. */
function windowOf(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}

/** §3.1.1.1.4: little-endian; of two bytes 256 more. */
function sizeOf(bytes: Uint8Array): number {
  let size = 0;
  for (let at = bytes.length - 1; at >= 0; at -= 1) size = size * 256 + (bytes[at] ?? 0);
  return bytes.length === 2 ? size + 256 : size;
}
