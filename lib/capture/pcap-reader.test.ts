import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { be32, bytesOf, inChunks, le16, le32, pcap, START_US } from "@/lib/testing/frames";
import { RecordingSink } from "@/lib/testing/recording-sink";
import { PcapReader } from "./pcap-reader";

const FRAMES = [Uint8Array.of(1, 2, 3), Uint8Array.of(), Uint8Array.of(4, 5, 6, 7, 8)];

function read(file: Uint8Array, cuts: readonly number[] = []): RecordingSink {
  const sink = new RecordingSink();
  const reader = new PcapReader(sink);
  for (const chunk of inChunks(file, cuts)) {
    // The caller may reuse its buffer after the call.
    const copy = chunk.slice();
    reader.push(copy);
    copy.fill(0xee);
  }
  reader.finish();
  return sink;
}

describe("pcap reader", () => {
  it.each([
    { bigEndian: false, nanoseconds: false },
    { bigEndian: true, nanoseconds: false },
    { bigEndian: false, nanoseconds: true },
    { bigEndian: true, nanoseconds: true },
  ])("gives the same frames and microseconds for %o", (options) => {
    const { frames, warnings } = read(pcap(FRAMES, { ...options, linkType: 113 }));
    expect(frames.map((it) => it.bytes)).toEqual(FRAMES.map((it) => [...it]));
    expect(frames.map((it) => it.timeUs)).toEqual([START_US, START_US + 1_000, START_US + 2_000]);
    expect(frames.map((it) => it.linkType)).toEqual([113, 113, 113]);
    expect(warnings).toEqual([]);
  });

  it("hands on plain byte arrays, whose slices are copies, when it is given a Buffer", () => {
    const slices: Uint8Array[] = [];
    const reader = new PcapReader({
      frame: (bytes, start, end) => slices.push(bytes.slice(start, end)),
      brokenRecord: () => {},
      warning: () => {},
    });
    const chunk = Buffer.from(pcap(FRAMES));
    reader.push(chunk);
    chunk.fill(0xee);
    expect(slices).toEqual(FRAMES);
  });

  it("reads the same however the file is cut into chunks", () => {
    const file = pcap(FRAMES);
    const whole = read(file);
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 40 }), (cuts) => {
        expect(read(file, cuts)).toEqual(whole);
      }),
    );
    expect(
      read(
        file,
        Array.from({ length: file.length }, (_, index) => index),
      ),
    ).toEqual(whole);
  });

  it("knows the frame's length on the wire when the capture cut it", () => {
    const { frames } = read(pcap([{ bytes: Uint8Array.of(1, 2), wireLength: 1_500 }]));
    expect(frames[0]).toMatchObject({ bytes: [1, 2], wireLength: 1_500 });
  });

  it("counts an unfinished last record as truncated and keeps all before it", () => {
    const file = pcap(FRAMES);
    const { frames, broken, warnings } = read(file.subarray(0, file.length - 2));
    expect(frames).toHaveLength(2);
    expect(broken.map((it) => it.outcome)).toEqual(["truncated"]);
    expect(warnings[0]).toMatch(/inside packet 3/);
  });

  it("stops with a sentence at an impossible length instead of reading on or waiting for it", () => {
    const file = bytesOf(pcap(FRAMES.slice(0, 1)), le32(1), le32(0), le32(0x7fffffff), le32(4), [1, 2, 3, 4]);
    const { frames, broken, warnings } = read(file, [30, 60]);
    expect(frames).toHaveLength(1);
    expect(broken.map((it) => it.outcome)).toEqual(["malformed"]);
    expect(warnings[0]).toMatch(/Packet 2 claims 2147483647 bytes/);
  });

  it("says so when the file ends inside its header", () => {
    expect(read(pcap([]).subarray(0, 20)).warnings).toHaveLength(1);
  });

  it("reads the longer record headers of the old Linux variant", () => {
    const record = bytesOf(le32(1), le32(2), le32(3), le32(3), le32(0), le16(0), [0, 0], [7, 8, 9]);
    const file = bytesOf(le32(0xa1b2cd34), le16(2), le16(4), le32(0), le32(0), le32(65_535), le32(1), record);
    expect(read(file).frames).toMatchObject([{ bytes: [7, 8, 9], timeUs: 1_000_002 }]);
  });

  it("never throws on random bytes behind a valid header", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.array(fc.nat()), (noise, cuts) => {
        read(bytesOf(be32(0xa1b2c3d4), noise), cuts);
      }),
    );
  });
});
