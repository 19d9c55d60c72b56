import { describe, expect, it } from "vitest";
import { prepareHex, prepareText } from "./prepare-hex";

const bytes = Uint8Array.from([...Array(14).fill(0), 0x41, 0x42, 0x43, 0xff]);

describe("a hex dump", () => {
  it("marks a value across two rows, in bytes and in text", () => {
    const rows = prepareHex(bytes, [{ start: 14, end: 17 }], null, { bytesPerRow: 16, maxRows: 10 });
    expect(rows.map((row) => row.offset)).toEqual(["0000", "0010"]);
    expect(rows[0]?.hex.at(-1)).toEqual({ text: "41 42", mark: "found" });
    expect(rows[1]?.hex).toEqual([
      { text: "43", mark: "found" },
      { text: "ff", mark: null },
    ]);
    expect(rows[1]?.text.map((it) => it.text)).toEqual(["C", "·"]);
  });

  it("counts its offsets by the bytes that a row has room for", () => {
    const rows = prepareHex(bytes, [{ start: 14, end: 17 }], null, { bytesPerRow: 8, maxRows: 10 });
    expect(rows.map((row) => row.offset)).toEqual(["0000", "0008", "0010"]);
    expect(rows[1]?.hex.at(-1)).toEqual({ text: "41 42", mark: "found" });
    expect(rows[2]?.text.map((it) => it.text)).toEqual(["C", "·"]);
  });

  it("lets what was found win over what is chosen, and stops after the rows asked for", () => {
    const rows = prepareHex(bytes, [{ start: 0, end: 1 }], { start: 0, end: 2 }, { bytesPerRow: 16, maxRows: 1 });
    expect(rows).toHaveLength(1);
    expect(rows[0]?.hex.map((it) => it.mark)).toEqual(["found", "chosen", null]);
  });
});

describe("a line", () => {
  it("falls apart into marked and plain pieces that add up to the whole", () => {
    const runs = prepareText("one two three", [
      { start: 4, end: 7 },
      { start: 5, end: 6 },
    ]);
    expect(runs).toEqual([
      { text: "one ", mark: null },
      { text: "two", mark: "found" },
      { text: " three", mark: null },
    ]);
  });
});
