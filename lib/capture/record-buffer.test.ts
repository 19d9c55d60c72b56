import fc from "fast-check";
import { expect, it } from "vitest";
import { inChunks } from "@/lib/testing/frames";
import { RecordBuffer } from "./record-buffer";

const LENGTH_BYTES = 2;

/** Records of a length and as many bytes; those of an odd length are passed over, as blocks that nobody knows are. */
function fileOf(lengths: readonly number[]): Uint8Array {
  return Uint8Array.from(
    lengths.flatMap((length, record) => [
      length & 0xff,
      length >> 8,
      ...Array.from({ length }, (_, at) => (record * 31 + at) & 0xff),
    ]),
  );
}

function readIn(chunks: readonly Uint8Array[]): { records: string[]; rest: number } {
  const buffer = new RecordBuffer();
  const records: string[] = [];
  const readRecord = () => {
    if (buffer.length < LENGTH_BYTES) return false;
    const { bytes, start } = buffer;
    const length = bytes[start] | (bytes[start + 1] << 8);
    if (length % 2 === 1) {
      buffer.skip(LENGTH_BYTES + length);
      return true;
    }
    const end = start + LENGTH_BYTES + length;
    if (end > buffer.end) return false;
    records.push(Buffer.from(bytes.slice(start + LENGTH_BYTES, end)).toString("base64"));
    buffer.start = end;
    return true;
  };
  for (const chunk of chunks) {
    const lent = chunk.slice();
    buffer.append(lent);
    do while (readRecord());
    while (buffer.advance());
    buffer.release();
    lent.fill(0xee);
  }
  return { records, rest: buffer.length };
}

it("shows every record whole, in order and once, however long it is and wherever the file is cut", () => {
  const lengths = fc.array(fc.oneof(fc.nat(40), fc.nat(20_000)), { maxLength: 12 });
  fc.assert(
    fc.property(lengths, fc.array(fc.nat(), { maxLength: 30 }), (sizes, cuts) => {
      const file = fileOf(sizes);
      const { records, rest } = readIn(inChunks(file, cuts));
      expect(rest).toBe(0);
      expect(records).toEqual(readIn([file]).records);
      expect(records).toHaveLength(sizes.filter((size) => size % 2 === 0).length);
    }),
  );
});

it("looks at a chunk where it stands once the record before it is whole", () => {
  const file = fileOf(Array.from({ length: 40 }, () => 3_000));
  const buffer = new RecordBuffer();
  buffer.append(file.slice(0, 1_500));
  buffer.release();
  const chunk = file.slice(1_500);
  buffer.append(chunk);
  expect(buffer.length).toBeGreaterThanOrEqual(LENGTH_BYTES + 3_000);
  buffer.start += LENGTH_BYTES + 3_000;
  expect(buffer.advance()).toBe(true);
  expect(buffer.bytes).toBe(chunk);
  expect([buffer.start, buffer.end]).toEqual([1_502, chunk.length]);
  expect(buffer.advance()).toBe(false);
});
