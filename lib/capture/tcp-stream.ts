/**
 * One direction of a TCP connection, put in order: retransmitted bytes are dropped, overlapping ones trimmed, those
 * that came early are held back. Bounded: per stream by the limits below, over all streams by the shared budget.
 */

/** In-order bytes kept for an unfinished message: the largest message of TPKT, DNS over TCP and OPC UA's default. */
export const MAX_PENDING_BYTES = 65_600;
const MAX_EARLY_SEGMENTS = 64;
const MAX_EARLY_BYTES = 131_072;
/** The peer acknowledged bytes that the capture missed: after so many more segments they are given up. */
const EARLY_BEFORE_GIVING_UP = 3;
/** Jumps beyond this are a new connection on the old ports. */
export const MAX_JUMP = 1 << 24;

/** Bytes that all streams of a capture may hold together. */
export class MemoryBudget {
  private held = 0;
  /** How often bytes were given up because the budget was spent. */
  refusals = 0;

  constructor(private readonly limit: number) {}

  take(count: number): boolean {
    if (this.held + count > this.limit) {
      this.refusals += 1;
      return false;
    }
    this.held += count;
    return true;
  }
  give(count: number): void {
    this.held -= count;
  }
  get inUse(): number {
    return this.held;
  }
}

export interface StreamSink {
  /**
   * Takes in-order bytes[start, end), of which those before `freshStart` were offered before. Returns how many bytes
   * are done with; the rest is offered again together with the next ones. `isCut`: the bytes behind `end` are lost.
   */
  consume(bytes: Uint8Array, start: number, end: number, freshStart: number, isCut: boolean): number;
  /** Bytes are lost: the next ones may stand anywhere in a message. */
  gap(): void;
}

interface EarlySegment {
  readonly sequence: number;
  readonly bytes: Uint8Array;
  /** Length on the wire; more than bytes.length when the capture cut it. */
  readonly length: number;
}

/** What V8 keeps within an array's own object: a flood makes tens of thousands of such pieces. */
const FEWEST_PENDING_BYTES = 64;

/** What an early segment weighs besides its bytes: made-up ones of a byte each come by the million. */
const EARLY_SEGMENT_BYTES = 256;

/** Most streams never hold a segment back, and there are many of them. */
const NO_SEGMENTS: EarlySegment[] = [];
Object.freeze(NO_SEGMENTS);

export class TcpStream {
  /** Whether `next` is known. */
  isStarted = false;
  /** Sequence number of the byte that comes next. */
  next = 0;
  /** Of the connection's first byte that was seen, or that the handshake announced. */
  private first = 0;
  private pending: Uint8Array | null = null;
  private pendingLength = 0;
  private toSkip = 0;
  private early = NO_SEGMENTS;
  private earlyBytes = 0;

  constructor(private readonly budget: MemoryBudget) {}

  /** The sender's SYN: its first byte has the number after it. A repeated SYN changes nothing. */
  open(sequence: number): void {
    const first = (sequence + 1) | 0;
    if (this.isStarted && first === this.next) return;
    this.close();
    this.begin(first);
  }

  /** What was read so far begins where the receiver's answer to a SYN, seen late, says that the connection begins. */
  hasBegunAt(sequence: number): boolean {
    return this.isStarted && this.first === (sequence | 0);
  }

  private begin(sequence: number): void {
    this.isStarted = true;
    this.next = sequence;
    this.first = sequence;
  }

  /** Payload of one segment: captured bytes[start, end) of `length` on the wire. */
  segment(sequence: number, bytes: Uint8Array, start: number, end: number, length: number, sink: StreamSink): void {
    if (!this.isStarted) this.begin(sequence);
    const ahead = (sequence - this.next) | 0;
    if (ahead > MAX_JUMP || ahead < -MAX_JUMP) {
      this.close();
      this.begin(sequence);
      this.accept(bytes, start, end, length, 0, sink);
      return;
    }
    if (ahead > 0) {
      this.holdBack(sequence, bytes, start, end, length, sink);
      return;
    }
    if (-ahead >= length) return;
    this.accept(bytes, start, end, length, -ahead, sink);
    this.drain(sink);
  }

  /** The receiver has everything before `sequence`: what is still missing then is missing from the capture only. */
  acknowledge(sequence: number, sink: StreamSink): void {
    if (this.early.length < EARLY_BEFORE_GIVING_UP) return;
    if (((sequence - this.next) | 0) > 0 && ((sequence - this.early[0].sequence) | 0) >= 0) this.skipHole(sink);
  }

  /** Offers what is held again, for instance once the protocol is known. */
  reconsider(sink: StreamSink): void {
    if (this.pending && this.pendingLength > 0) {
      this.settle(sink.consume(this.pending, 0, this.pendingLength, 0, false));
    }
  }

  /** Hands over what came early although bytes before it are missing. */
  flush(sink: StreamSink): void {
    while (this.early.length > 0) this.skipHole(sink);
  }

  /** The next `count` bytes belong to a message too long to keep. */
  skip(count: number): void {
    this.toSkip = count;
  }

  /** Nothing unfinished waits for more: a segment that comes next can be looked at where it stands. */
  get holdsNothing(): boolean {
    return this.isStarted && this.pendingLength === 0 && this.toSkip === 0 && this.early.length === 0;
  }

  /** There is nothing to free, whatever comes next. */
  get isEmpty(): boolean {
    return this.pendingLength === 0 && this.early.length === 0;
  }

  /** The bytes before `sequence` were looked at elsewhere and are done with, while `holdsNothing`. */
  moveTo(sequence: number): void {
    this.next = sequence;
  }

  /** Bytes are missing, and later ones wait for them. */
  get isWaiting(): boolean {
    return this.early.length > 0;
  }

  /** Frees what is held; the place in the stream stays, so that retransmissions are known as such. */
  release(): void {
    this.dropPending();
    this.budget.give(this.earlyBytes + this.early.length * EARLY_SEGMENT_BYTES);
    this.early = NO_SEGMENTS;
    this.earlyBytes = 0;
  }

  /** Frees what is held; the next segment begins anew. */
  close(): void {
    this.release();
    this.toSkip = 0;
    this.isStarted = false;
  }

  private accept(bytes: Uint8Array, start: number, end: number, length: number, trim: number, sink: StreamSink): void {
    const from = Math.min(start + trim, end);
    const isCut = end - start < length;
    this.next = (this.next + length - trim) | 0;
    const lost = isCut ? length - Math.max(trim, end - start) : 0;
    this.deliver(bytes, from, end, isCut, sink);
    if (!isCut) return;
    // The message that runs into the hole has been read as far as it goes; one that ends beyond it stays skipped.
    this.dropPending();
    this.lose(lost, sink);
  }

  /** A message whose length is known may cover the lost bytes; otherwise its reader is out of step. */
  private lose(count: number, sink: StreamSink): void {
    if (count > this.toSkip) sink.gap();
    this.toSkip = Math.max(0, this.toSkip - count);
  }

  private deliver(bytes: Uint8Array, start: number, end: number, isCut: boolean, sink: StreamSink): void {
    let from = start;
    if (this.toSkip > 0) {
      const skipped = Math.min(this.toSkip, end - from);
      this.toSkip -= skipped;
      from += skipped;
    }
    if (from >= end) return;
    if (this.pendingLength === 0) {
      const used = sink.consume(bytes, from, end, from, isCut);
      if (from + used < end) this.keep(bytes, from + used, end);
      return;
    }
    const fresh = this.pendingLength;
    if (!this.keep(bytes, from, end) || !this.pending) {
      // No room: the unfinished message is lost, reading goes on with the new bytes.
      this.dropPending();
      sink.gap();
      sink.consume(bytes, from, end, from, isCut);
      return;
    }
    this.settle(sink.consume(this.pending, 0, this.pendingLength, fresh, isCut));
  }

  private settle(used: number): void {
    if (used >= this.pendingLength) this.dropPending();
    else if (used > 0 && this.pending) {
      this.pending.copyWithin(0, used, this.pendingLength);
      this.pendingLength -= used;
    }
  }

  private keep(bytes: Uint8Array, start: number, end: number): boolean {
    const needed = this.pendingLength + end - start;
    const capacity = this.pending?.length ?? 0;
    if (needed > capacity) {
      const grown = Math.max(needed, Math.min(capacity * 2, MAX_PENDING_BYTES), FEWEST_PENDING_BYTES);
      if (needed > MAX_PENDING_BYTES * 2 || !this.budget.take(grown - capacity)) return false;
      const target = new Uint8Array(grown);
      if (this.pending) target.set(this.pending.subarray(0, this.pendingLength));
      this.pending = target;
    }
    this.pending?.set(bytes.subarray(start, end), this.pendingLength);
    this.pendingLength = needed;
    return true;
  }

  private dropPending(): void {
    if (this.pending) this.budget.give(this.pending.length);
    this.pending = null;
    this.pendingLength = 0;
  }

  private holdBack(
    sequence: number,
    bytes: Uint8Array,
    start: number,
    end: number,
    length: number,
    sink: StreamSink,
  ): void {
    const size = end - start;
    if (size > MAX_EARLY_BYTES) return;
    while (this.early.length >= MAX_EARLY_SEGMENTS || this.earlyBytes + size > MAX_EARLY_BYTES) this.skipHole(sink);
    if (!this.budget.take(size + EARLY_SEGMENT_BYTES)) {
      while (this.early.length > 0) this.skipHole(sink);
      this.dropPending();
      this.toSkip = 0;
      sink.gap();
      if (((sequence - this.next) | 0) >= 0) {
        this.next = sequence;
        this.accept(bytes, start, end, length, 0, sink);
      }
      return;
    }
    const segment = { sequence, bytes: bytes.slice(start, end), length };
    let at = this.early.length;
    while (at > 0 && ((this.early[at - 1].sequence - sequence) | 0) > 0) at -= 1;
    if (this.early === NO_SEGMENTS) this.early = [segment];
    else this.early.splice(at, 0, segment);
    this.earlyBytes += size;
  }

  /** Hands over early segments that have become due. */
  private drain(sink: StreamSink): void {
    while (this.early.length > 0) {
      const first = this.early[0];
      const ahead = (first.sequence - this.next) | 0;
      if (ahead > 0) return;
      this.early.shift();
      this.earlyBytes -= first.bytes.length;
      this.budget.give(first.bytes.length + EARLY_SEGMENT_BYTES);
      if (-ahead < first.length) this.accept(first.bytes, 0, first.bytes.length, first.length, -ahead, sink);
    }
  }

  /** Gives up the bytes before the first early segment. */
  private skipHole(sink: StreamSink): void {
    const first = this.early[0];
    if (!first) return;
    const lost = (first.sequence - this.next) | 0;
    if (lost > 0) {
      this.dropPending();
      this.lose(lost, sink);
      this.next = first.sequence;
    }
    this.drain(sink);
  }
}
