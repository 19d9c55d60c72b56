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

describe("the end of the first empty line", () => {
  const endIn = (text: string, within = 100) =>
    new ByteReader(new TextEncoder().encode(`..${text}\n\n`), 2, 2 + text.length).emptyLineEnd(within);

  it.each([
    ["GET /\r\nhost: a\r\n\r\nbody", 18],
    ["GET /\nhost: a\n\nbody\r\n\r\n", 15],
    ["a\r\n\nb", 4],
    ["a\n\r\n", 4],
    ["a\nb\r\n\rc", 0],
    ["", 0],
    // What stands behind the message is none of it.
    ["a\n", 0],
    ["a\n\r", 0],
  ])("in %j is at %i", (text, end) => {
    expect(endIn(text)).toBe(end);
  });

  it("is looked for within so many bytes", () => {
    expect(endIn("abc\n\nd", 4)).toBe(5);
    expect(endIn("abc\n\nd", 3)).toBe(0);
  });
});
