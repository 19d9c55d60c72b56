import { describe, expect, it } from "vitest";
import { ByteReader, OutOfBytes } from "./byte-reader";

const BYTES = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);

describe("a reader over bytes", () => {
  it.each([Number.NaN, Number.POSITIVE_INFINITY, -1, 2 ** 40, 6])(
    "has no %s bytes more, and stays where it is",
    (count) => {
      const reader = new ByteReader(BYTES, 1, 6);
      expect(() => reader.skip(count)).toThrow(OutOfBytes);
      expect(() => reader.seek(count)).toThrow(OutOfBytes);
      expect(() => reader.utf8(count)).toThrow(OutOfBytes);
      expect([reader.offset, reader.remaining, reader.u8()]).toEqual([0, 5, 2]);
    },
  );

  it("counts in whole bytes, however a length was worked out", () => {
    const reader = new ByteReader(BYTES);
    reader.skip(5 / 2);
    expect([reader.offset, reader.u8()]).toEqual([2, 3]);
    expect(reader.seek(8).remaining).toBe(0);
  });
});
