import fc from "fast-check";
import { expect, it } from "vitest";
import { liveHeapBytes } from "@/lib/testing/live-heap-bytes";
import { cleanText } from "./clean-text";
import { detachedText } from "./detached-text";

it("is the same text", () => {
  const units = fc.array(fc.nat(0xffff), { maxLength: 60 });
  fc.assert(
    fc.property(units, (codes) => {
      const text = cleanText(String.fromCharCode(...codes));
      expect(detachedText(text)).toBe(text);
    }),
  );
});

it("does not keep the larger text that it was cut out of", () => {
  const MESSAGES = 512;
  const MESSAGE_BYTES = 65_536;
  const message = (index: number) =>
    new TextDecoder("latin1").decode(new Uint8Array(MESSAGE_BYTES).fill(65 + (index % 26)));
  const heapAfter = (keep: (text: string) => string) => {
    const before = liveHeapBytes();
    const kept = Array.from({ length: MESSAGES }, (_, index) => keep(message(index).slice(100, 130)));
    const grown = liveHeapBytes() - before;
    expect(new Set(kept).size).toBe(26);
    return grown;
  };
  expect(heapAfter((part) => part)).toBeGreaterThan((MESSAGES * MESSAGE_BYTES) / 2);
  expect(heapAfter(detachedText)).toBeLessThan((MESSAGES * MESSAGE_BYTES) / 8);
});
