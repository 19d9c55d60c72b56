/**
 * Turns chunks of any size into one contiguous window, so that readers see whole records however the file was cut.
 * Holds no more than one chunk and one unfinished record.
 */
export class RecordBuffer {
  bytes: Uint8Array = new Uint8Array(0);
  start = 0;
  end = 0;
  private owned: Uint8Array = new Uint8Array(0);
  /** Bytes still to be thrown away. */
  private toSkip = 0;

  get length(): number {
    return this.end - this.start;
  }

  /** Offers the chunk's bytes behind what is left of earlier ones. The chunk is only looked at until `release`. */
  append(offered: Uint8Array): void {
    // A Buffer is a class of its own: code that has seen both kinds reads every byte more slowly.
    const chunk =
      offered.constructor === Uint8Array
        ? offered
        : new Uint8Array(offered.buffer, offered.byteOffset, offered.byteLength);
    let from = 0;
    if (this.toSkip > 0) {
      from = Math.min(this.toSkip, chunk.length);
      this.toSkip -= from;
    }
    const added = chunk.length - from;
    const rest = this.end - this.start;
    if (rest === 0) {
      this.bytes = chunk;
      this.start = from;
      this.end = chunk.length;
      return;
    }
    this.reserve(rest + added);
    this.owned.set(chunk.subarray(from), this.end);
    this.end += added;
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
