import { createHash, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { hashFile } from "./hash-file";

describe("hashFile", () => {
  it("comes to the same sum as any other tool, also over the seams of its pieces", async () => {
    for (const size of [0, 1, 2 * 1024 ** 2, 5 * 1024 ** 2 + 7]) {
      const content = randomBytes(size);
      const seen: number[] = [];
      const sum = await hashFile(new Blob([content]), { onProgress: (bytes) => seen.push(bytes) });
      expect(sum).toBe(createHash("sha256").update(content).digest("hex"));
      expect(seen.at(-1) ?? 0).toBe(size);
    }
  });

  it("ends when it is no longer wanted", async () => {
    const signal = AbortSignal.abort(new Error("closed"));
    await expect(hashFile(new Blob(["x"]), { signal })).rejects.toThrow("closed");
  });
});
