import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_PENDING_BYTES, MemoryBudget, type StreamSink, TcpStream } from "./tcp-stream";

/** Takes whole messages of a fixed length, as a framed decoder would, and remembers all bytes in order. */
class Collector implements StreamSink {
  readonly bytes: number[] = [];
  gaps = 0;
  constructor(private readonly messageLength = 1) {}
  consume(bytes: Uint8Array, start: number, end: number, freshStart: number, isCut: boolean): number {
    expect(freshStart).toBeGreaterThanOrEqual(start);
    const whole = isCut ? end - start : Math.floor((end - start) / this.messageLength) * this.messageLength;
    this.bytes.push(...bytes.subarray(start, start + whole));
    return whole;
  }
  gap(): void {
    this.gaps += 1;
  }
}

const budgetOf = (limit = 1 << 20) => new MemoryBudget(limit);

interface Piece {
  readonly at: number;
  readonly length: number;
}

/** The stream's bytes cut into segments, some sent again in other pieces, all shuffled a little. */
const scenario = fc
  .record({
    bytes: fc.uint8Array({ minLength: 1, maxLength: 200 }),
    start: fc.oneof(fc.constant(0xffffff80), fc.nat(0xffffffff)),
    cuts: fc.array(fc.nat(), { maxLength: 12 }),
    again: fc.array(fc.tuple(fc.nat(), fc.nat(40)), { maxLength: 8 }),
    order: fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
    messageLength: fc.integer({ min: 1, max: 7 }),
  })
  .map(({ bytes, start, cuts, again, order, messageLength }) => {
    const places = [...new Set([0, ...cuts.map((cut) => cut % bytes.length), bytes.length])].sort((a, b) => a - b);
    const pieces: Piece[] = places.slice(1).map((end, index) => ({ at: places[index], length: end - places[index] }));
    for (const [at, length] of again) {
      const from = at % bytes.length;
      pieces.push({ at: from, length: Math.min(length + 1, bytes.length - from) });
    }
    const shuffled = pieces
      .map((piece, index) => ({ piece, rank: order[index % order.length] }))
      .sort((a, b) => a.rank - b.rank);
    return { bytes, start: start | 0, pieces: shuffled.map((it) => it.piece), messageLength };
  });

describe("TCP stream", () => {
  it("gives every byte once and in order, however segments are cut, repeated, overlapping or out of order", () => {
    fc.assert(
      fc.property(scenario, ({ bytes, start, pieces, messageLength }) => {
        const budget = budgetOf();
        const stream = new TcpStream(budget);
        const sink = new Collector(messageLength);
        stream.open((start - 1) | 0);
        for (const { at, length } of pieces) stream.segment((start + at) | 0, bytes, at, at + length, length, sink);
        expect(sink.bytes).toEqual([...bytes.subarray(0, sink.bytes.length)]);
        expect(bytes.length - sink.bytes.length).toBeLessThan(messageLength);
        expect(sink.gaps).toBe(0);
        stream.close();
        expect(budget.inUse).toBe(0);
      }),
      { numRuns: 1_000 },
    );
  });

  it("reads on behind a hole that the receiver acknowledged", () => {
    const stream = new TcpStream(budgetOf());
    const sink = new Collector();
    const bytes = Uint8Array.from({ length: 60 }, (_, index) => index);
    stream.open(99);
    stream.segment(100, bytes, 0, 10, 10, sink);
    for (const at of [20, 30, 40]) stream.segment(100 + at, bytes, at, at + 10, 10, sink);
    expect(sink.bytes).toHaveLength(10);
    stream.acknowledge(150, sink);
    expect(sink.bytes).toEqual([...bytes.subarray(0, 10), ...bytes.subarray(20, 50)]);
    expect(sink.gaps).toBe(1);
  });

  it("gives what waits behind a hole when the stream ends", () => {
    const stream = new TcpStream(budgetOf());
    const sink = new Collector();
    stream.open(0);
    stream.segment(50, Uint8Array.of(1, 2), 0, 2, 2, sink);
    expect(sink.bytes).toEqual([]);
    stream.flush(sink);
    expect(sink.bytes).toEqual([1, 2]);
  });

  it("keeps its place when the capture cut a segment, and says that bytes are lost", () => {
    const stream = new TcpStream(budgetOf());
    const sink = new Collector();
    stream.segment(0, Uint8Array.of(1, 2, 3), 0, 3, 1_000, sink);
    stream.segment(1_000, Uint8Array.of(4), 0, 1, 1, sink);
    expect(sink.bytes).toEqual([1, 2, 3, 4]);
    expect(sink.gaps).toBe(1);
  });

  it("passes over the rest of a message that is too long, even across lost bytes", () => {
    const stream = new TcpStream(budgetOf());
    const sink = new Collector();
    stream.segment(0, Uint8Array.of(1), 0, 1, 1, sink);
    stream.skip(1_500);
    stream.segment(1, new Uint8Array(500).fill(7), 0, 500, 500, sink);
    stream.segment(501, new Uint8Array(20).fill(7), 0, 20, 900, sink);
    stream.segment(1_401, new Uint8Array(150).fill(7), 0, 150, 150, sink);
    expect(sink.bytes).toEqual([1, ...new Array(50).fill(7)]);
    expect(sink.gaps).toBe(0);
  });

  it("begins anew when the numbers jump: old ports, new connection", () => {
    const stream = new TcpStream(budgetOf());
    const sink = new Collector();
    stream.segment(10, Uint8Array.of(1), 0, 1, 1, sink);
    stream.segment(0x40000000, Uint8Array.of(2), 0, 1, 1, sink);
    expect(sink.bytes).toEqual([1, 2]);
  });

  it("never holds more than its budget, whatever comes", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(400_000), fc.integer({ min: 1, max: 3_000 })), { maxLength: 300 }),
        (segments) => {
          const budget = budgetOf(100_000);
          const stream = new TcpStream(budget);
          const nothing: StreamSink = { consume: () => 0, gap: () => {} };
          const bytes = new Uint8Array(3_000);
          for (const [at, length] of segments) {
            stream.segment(at, bytes, 0, length, length, nothing);
            expect(budget.inUse).toBeLessThanOrEqual(100_000);
            expect(budget.inUse).toBeGreaterThanOrEqual(0);
          }
          stream.close();
          expect(budget.inUse).toBe(0);
        },
      ),
      { numRuns: 50 },
    );
  });

  it("drops an endless message instead of holding it", () => {
    const budget = budgetOf(1 << 30);
    const stream = new TcpStream(budget);
    const nothing: StreamSink = { consume: () => 0, gap: () => {} };
    const bytes = new Uint8Array(1_400);
    for (let at = 0; at < 1_000_000; at += 1_400) stream.segment(at, bytes, 0, 1_400, 1_400, nothing);
    expect(budget.inUse).toBeLessThanOrEqual(MAX_PENDING_BYTES * 2);
  });

  it("counts what a held segment weighs besides its bytes, so that a flood of tiny ones stays within the budget", () => {
    const BUDGET_BYTES = 1 << 20;
    const SEGMENTS = 65_536;
    const PER_STREAM = 32;
    const budget = budgetOf(BUDGET_BYTES);
    const streams = Array.from({ length: SEGMENTS / PER_STREAM }, () => new TcpStream(budget));
    const byte = new Uint8Array(1);
    for (const stream of streams) {
      stream.open(0);
      for (let at = 0; at < PER_STREAM; at += 1) stream.segment(100 + at * 3, byte, 0, 1, 1, new Collector());
    }
    expect(budget.refusals).toBeGreaterThan(SEGMENTS / 4);
    expect(budget.inUse).toBeLessThanOrEqual(BUDGET_BYTES);
    for (const stream of streams) stream.close();
    expect(budget.inUse).toBe(0);
  });
});
