import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytesOf, inChunks, pcapngBlocks } from "@/lib/testing/frames";
import { RecordingSink } from "@/lib/testing/recording-sink";
import { PcapngReader } from "./pcapng-reader";

function read(file: Uint8Array, cuts: readonly number[] = []): RecordingSink {
  const sink = new RecordingSink();
  const reader = new PcapngReader(sink);
  for (const chunk of inChunks(file, cuts)) {
    const copy = chunk.slice();
    reader.push(copy);
    copy.fill(0xee);
  }
  reader.finish();
  return sink;
}

const FRAME = [1, 2, 3, 4, 5];
const US = 1_700_000_000_123_456n;

describe.each([false, true])("pcapng reader, big-endian %s", (bigEndian) => {
  const ng = pcapngBlocks(bigEndian);

  it("reads enhanced, obsolete and simple packet blocks", () => {
    const file = bytesOf(
      ng.section(),
      ng.interface(1),
      ng.enhanced(0, US, FRAME, 900),
      ng.obsolete(0, US + 1n, FRAME),
      ng.simple(FRAME),
    );
    const { frames, warnings, broken } = read(file);
    expect(warnings).toEqual([]);
    expect(broken).toEqual([]);
    expect(frames.map((it) => it.bytes)).toEqual([FRAME, FRAME, FRAME]);
    expect(frames.map((it) => it.wireLength)).toEqual([900, 5, 5]);
    expect(frames.map((it) => it.timeUs)).toEqual([Number(US), Number(US) + 1, Number(US) + 1]);
  });

  it("honours each interface's link type, resolution and time offset", () => {
    const file = bytesOf(
      ng.section(),
      ng.interface(113, { resolution: 9 }),
      ng.interface(101, { resolution: 0x80 | 10 }),
      ng.interface(1, { resolution: 3, offset: 1_000_000 }),
      ng.enhanced(0, US * 1_000n + 789n, FRAME),
      ng.enhanced(1, 1_024n * 5n + 512n, FRAME),
      ng.enhanced(2, 1_500n, FRAME),
    );
    const { frames } = read(file);
    expect(frames.map((it) => [it.linkType, it.timeUs])).toEqual([
      [113, Number(US)],
      [101, 5_500_000],
      [1, 1_000_001_500_000],
    ]);
  });

  it("passes over blocks it does not know, and numbers interfaces anew in a new section", () => {
    const other = pcapngBlocks(!bigEndian);
    const file = bytesOf(
      ng.section(),
      ng.interface(1),
      ng.block(0x0bad, new Uint8Array(70_000)),
      ng.enhanced(0, US, FRAME),
      other.section(),
      other.interface(228),
      other.enhanced(0, US, FRAME),
    );
    expect(read(file, [100, 200, 50_000]).frames.map((it) => it.linkType)).toEqual([1, 228]);
  });

  it("reads the same however the file is cut into chunks", () => {
    const file = bytesOf(ng.section(), ng.interface(1), ng.enhanced(0, US, FRAME), ng.block(5, [1]), ng.simple([9]));
    const whole = read(file);
    expect(whole.frames).toHaveLength(2);
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 30 }), (cuts) => {
        expect(read(file, cuts)).toEqual(whole);
      }),
    );
  });

  it("counts packets of interfaces that the file does not describe", () => {
    const { frames, broken } = read(bytesOf(ng.section(), ng.interface(1), ng.enhanced(7, US, FRAME)));
    expect(frames).toEqual([]);
    expect(broken.map((it) => it.outcome)).toEqual(["malformed"]);
  });

  it("counts a packet that is longer than its block", () => {
    const body = bytesOf(ng.u32(0), ng.u32(0), ng.u32(0), ng.u32(400), ng.u32(400), FRAME);
    const { broken, frames } = read(bytesOf(ng.section(), ng.interface(1), ng.block(6, body), ng.simple(FRAME)));
    expect(broken).toHaveLength(1);
    expect(frames).toHaveLength(1);
  });

  it("stops with a sentence at a damaged block", () => {
    const damaged = bytesOf(ng.u32(6), ng.u32(4), ng.u32(0));
    const { frames, warnings } = read(bytesOf(ng.section(), ng.interface(1), ng.simple(FRAME), damaged));
    expect(frames).toHaveLength(1);
    expect(warnings[0]).toMatch(/After packet 1 .* damaged/);
  });

  it("says that the file ends inside a block", () => {
    const file = bytesOf(ng.section(), ng.interface(1), ng.enhanced(0, US, FRAME));
    const { broken, warnings } = read(file.subarray(0, file.length - 3));
    expect(broken.map((it) => it.outcome)).toEqual(["truncated"]);
    expect(warnings).toHaveLength(1);
  });

  it("never throws on damaged files", () => {
    const file = bytesOf(
      ng.section(),
      ng.interface(1, { resolution: 9, offset: 5 }),
      ng.enhanced(0, US, FRAME),
      ng.simple([9]),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 8 }), fc.array(fc.nat()), (edits, cuts) => {
        const damaged = file.slice();
        for (const [at, value] of edits) damaged[at % damaged.length] = value;
        read(damaged, cuts);
      }),
      { numRuns: 500 },
    );
  });
});
