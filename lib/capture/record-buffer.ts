/** Of a chunk, so much is first put behind the unfinished record before it: more than most records have. */
const BRIDGE_BYTES = 4_096;

/**
 * Turns chunks of any size into contiguous windows, so that readers see whole records however the file was cut: the
 * chunk itself, and before it the record that began in the last one, put together in memory of our own. The rest of the
 * chunk is not copied; it is in the processor's cache already, which has no room for it twice.
 *
 * `append`, read what is whole, `advance` and read again while that says so, `release`.
 */
export class RecordBuffer {
  bytes: Uint8Array = new Uint8Array(0);
  start = 0;
  end = 0;
  private owned: Uint8Array = new Uint8Array(0);
  /** Bytes still to be thrown away. */
  private toSkip = 0;
  /** The chunk of which no more than the beginning was put behind an unfinished record, up to `bridged`. */
  private chunk: Uint8Array | null = null;
  private bridged = 0;

  get length(): number {
    return this.end - this.start;
  }

  /** Offers the chunk's bytes behind what is left of earlier ones. The chunk is only looked at until `release`. */
  append(offered: Uint8Array): void {
    // A Buffer is a class of its own: code that has seen both kinds reads every byte more slowly.
    this.chunk =
      offered.constructor === Uint8Array
        ? offered
        : new Uint8Array(offered.buffer, offered.byteOffset, offered.byteLength);
    this.bridged = 0;
    this.advance();
  }

  /** Goes on to more of the chunk; false when all of it has been offered. */
  advance(): boolean {
    const { chunk, bridged } = this;
    if (chunk === null) return false;
    const unread = this.end - this.start;
    if (unread > bridged) {
      this.bridge(chunk, Math.max(bridged, BRIDGE_BYTES));
      return true;
    }
    this.chunk = null;
    this.bytes = chunk;
    this.start = bridged - unread;
    this.end = chunk.length;
    const skipped = Math.min(this.toSkip, this.end - this.start);
    this.toSkip -= skipped;
    this.start += skipped;
    return true;
  }

  /** Drops `count` bytes, those to come included. */
  skip(count: number): void {
    const here = Math.min(count, this.end - this.start);
    this.start += here;
    this.toSkip += count - here;
  }

  /** Keeps what is left in memory of our own: the caller may reuse its chunk. */
  release(): void {
    if (this.bytes === this.owned) return;
    const rest = this.bytes.subarray(this.start, this.end);
    if (this.owned.length < rest.length) this.owned = new Uint8Array(Math.max(4_096, rest.length));
    this.owned.set(rest);
    this.bytes = this.owned;
    this.start = 0;
    this.end = rest.length;
  }

  /** Puts `count` more bytes of the chunk, or all that it has, behind those that are not read yet. */
  private bridge(chunk: Uint8Array, count: number): void {
    const to = Math.min(this.bridged + count, chunk.length);
    const added = to - this.bridged;
    this.reserve(this.end - this.start + added);
    this.owned.set(chunk.subarray(this.bridged, to), this.end);
    this.end += added;
    this.bridged = to;
    if (to === chunk.length) this.chunk = null;
  }

  private reserve(total: number): void {
    if (this.start + total <= this.owned.length) return;
    const target = total <= this.owned.length ? this.owned : new Uint8Array(Math.max(total, this.owned.length * 2));
    target.set(this.owned.subarray(this.start, this.end));
    this.owned = target;
    this.bytes = target;
    this.end -= this.start;
    this.start = 0;
  }
}
