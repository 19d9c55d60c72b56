/** Writes a classic pcap of Ethernet frames in large pieces. */

const PIECE_BYTES = 4 * 1_048_576;
const RECORD_BYTES = 16;

export class PcapWriter {
  #piece = Buffer.alloc(PIECE_BYTES);
  #used = 24;
  #written = 0;
  #write;

  /** @param {(bytes: Uint8Array) => void} write the bytes are used again after the call */
  constructor(write) {
    this.#write = write;
    this.#piece.writeUInt32LE(0xa1b2c3d4, 0);
    this.#piece.writeUInt16LE(2, 4);
    this.#piece.writeUInt16LE(4, 6);
    this.#piece.writeUInt32LE(262_144, 16);
    this.#piece.writeUInt32LE(1, 20);
  }

  get bytes() {
    return this.#written + this.#used;
  }

  /** @param {Uint8Array} frame */
  frame(frame, seconds, microseconds, wireLength = frame.length) {
    if (this.#used + RECORD_BYTES + frame.length > PIECE_BYTES) this.#flush();
    const at = this.#used;
    this.#piece.writeUInt32LE(seconds, at);
    this.#piece.writeUInt32LE(microseconds, at + 4);
    this.#piece.writeUInt32LE(frame.length, at + 8);
    this.#piece.writeUInt32LE(wireLength, at + 12);
    this.#piece.set(frame, at + RECORD_BYTES);
    this.#used = at + RECORD_BYTES + frame.length;
  }

  /** @returns {number} bytes of the whole file */
  finish() {
    this.#flush();
    return this.#written;
  }

  #flush() {
    this.#write(this.#piece.subarray(0, this.#used));
    this.#written += this.#used;
    this.#used = 0;
  }
}
