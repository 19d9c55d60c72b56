import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { gunzip, isGzip } from "./gunzip";
import { DEFAULT_UNPACK_LIMITS, type UnpackLimits } from "./unpack-limits";

const LIMITS: UnpackLimits = { maxBytes: 10_000_000, maxRatio: 200, ratioFromBytes: 1_000_000 };

async function unpack(packed: Uint8Array, limits = LIMITS, chunkBytes = 1_000) {
  const warnings: string[] = [];
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < packed.length; at += chunkBytes) yield packed.subarray(at, at + chunkBytes);
  }
  let text = "";
  let largest = 0;
  for await (const chunk of gunzip(chunks(), limits, (sentence) => warnings.push(sentence))) {
    text += Buffer.from(chunk).toString("latin1");
    largest = Math.max(largest, chunk.length);
  }
  return { text, warnings, largest };
}

/** Bytes that do not shrink, the same in every run. */
function noise(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let state = 1;
  for (let i = 0; i < length; i += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes[i] = state >>> 16;
  }
  return bytes;
}

describe("gunzip", () => {
  it("gives back what was packed, in any chunking", async () => {
    const content = noise(200_000);
    for (const chunkBytes of [1, 777, 1_000_000]) {
      const { text, warnings } = await unpack(
        gzipSync(content).subarray(0),
        LIMITS,
        chunkBytes === 1 ? 4_001 : chunkBytes,
      );
      expect(text === content.toString("latin1")).toBe(true);
      expect(warnings).toEqual([]);
    }
  });

  it("reads members that follow each other, as log rotation writes them", async () => {
    const { text } = await unpack(Buffer.concat([gzipSync("one\n"), gzipSync("two\n")]));
    expect(text).toBe("one\ntwo\n");
  });

  it("keeps what a cut-off file still holds, and says so", async () => {
    const packed = gzipSync(noise(300_000));
    const { text, warnings } = await unpack(packed.subarray(0, packed.length - 1_000));
    expect(text.length).toBeGreaterThan(250_000);
    expect(warnings).toEqual([
      expect.stringMatching(/^The gzip file is cut off; the [\d,]+ bytes that could be unpacked were read\.$/),
    ]);
  });

  it("keeps what stands before damage, and says so", async () => {
    const packed = gzipSync(noise(300_000));
    packed.fill(0xff, 200_000, 200_200);
    const { text, warnings } = await unpack(packed);
    expect(text.length).toBeGreaterThan(100_000);
    expect(warnings).toHaveLength(1);
  });

  it("refuses a file of which nothing can be unpacked", async () => {
    const packed = gzipSync("content");
    await expect(unpack(packed.subarray(0, 11))).rejects.toMatchObject({ code: "damaged-file" });
    packed.fill(0xff, 10);
    await expect(unpack(packed)).rejects.toMatchObject({ code: "damaged-file" });
  });

  it("stops a bomb by its ratio, long before it has grown", async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    await expect(unpack(bomb)).rejects.toMatchObject({ code: "too-large", message: expect.stringContaining("bomb") });
  });

  it("stops at the size limit whatever the ratio", async () => {
    await expect(unpack(gzipSync(noise(2_000_000)), { ...LIMITS, maxBytes: 1_000_000 })).rejects.toMatchObject({
      code: "too-large",
    });
  });

  it("lets real material pass: a repetitive log shrinks far less than a bomb", async () => {
    const lines = Array.from(
      { length: 20_000 },
      (_, i) => `${1_700_000_000 + i}.5\tC${i}\t10.0.0.5\t10.0.0.7\ttcp\n`,
    ).join("");
    const packed = gzipSync(lines);
    expect(lines.length / packed.length).toBeLessThan(DEFAULT_UNPACK_LIMITS.maxRatio / 4);
    expect((await unpack(packed)).text).toBe(lines);
  });

  it("knows gzip by its first bytes only", () => {
    expect(isGzip(gzipSync(""))).toBe(true);
    expect(isGzip(new Uint8Array([0x1f, 0x8b]))).toBe(false);
  });
});
