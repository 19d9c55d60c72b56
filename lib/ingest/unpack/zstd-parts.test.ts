import { afterEach, describe, expect, it, vi } from "vitest";
import { ZstdParts } from "./zstd-parts";

const HEADER = [0x28, 0xb5, 0x2f, 0xfd, 0, 0];
const SKIPPED = [0x50, 0x2a, 0x4d, 0x18, 5, 0, 0, 0, 9, 9, 9, 9, 9];

function blockOf(size: number, isLast: boolean): Uint8Array {
  const header = (size << 3) | (isLast ? 1 : 0);
  const content = Array.from({ length: size }, (_, i) => (i * 7 + size) & 0xff);
  return Uint8Array.from([header & 0xff, (header >> 8) & 0xff, header >> 16, ...content]);
}

const BLOCKS = [131_072, 0, 1, 5_000, 131_072, 3].map((size, at, all) => blockOf(size, at === all.length - 1));
const FRAME = [Uint8Array.from(HEADER), ...BLOCKS];
const FILE = Buffer.concat([...FRAME, Uint8Array.from(SKIPPED), ...FRAME]);

/** Hands over chunks in one buffer that is used again, as the readers of files do. */
function partsOf(chunkBytes: number) {
  const parts: Uint8Array[] = [];
  const walker = new ZstdParts({ frame: () => {}, part: (bytes) => parts.push(bytes) });
  const buffer = new Uint8Array(chunkBytes);
  for (let at = 0; at < FILE.length; at += chunkBytes) {
    const chunk = FILE.subarray(at, at + chunkBytes);
    buffer.fill(0xff);
    buffer.set(chunk);
    walker.push(buffer.subarray(0, chunk.length));
  }
  return { parts, isWhole: walker.isWhole };
}

afterEach(() => vi.restoreAllMocks());

describe("the parts of a Zstandard file", () => {
  it.each([1, 13, 2_048, 131_075, 1_000_000])("are the same in chunks of %i bytes", (chunkBytes) => {
    const { parts, isWhole } = partsOf(chunkBytes);
    expect(parts.length).toBe(2 * FRAME.length);
    expect(Buffer.concat(parts).equals(Buffer.concat([...FRAME, ...FRAME]))).toBe(true);
    expect(isWhole).toBe(true);
  });

  it("are copied a few times, not once for each chunk of them", () => {
    let copiedBytes = 0;
    const set = Uint8Array.prototype.set;
    vi.spyOn(Uint8Array.prototype, "set").mockImplementation(function (this: Uint8Array, from, at) {
      copiedBytes += from.length;
      set.call(this, from, at);
    });
    partsOf(2_048);
    expect(copiedBytes).toBeGreaterThan(FILE.length);
    expect(copiedBytes).toBeLessThan(4 * FILE.length);
  });
});
