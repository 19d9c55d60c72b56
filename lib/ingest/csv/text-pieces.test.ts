import { expect, it } from "vitest";
import { textPieces } from "./text-pieces";

it("gives the whole text in pieces that can each be encoded by themselves", () => {
  const text = "ä😀b😀😀c";
  for (let length = 1; length <= text.length + 1; length++) {
    const pieces = [...textPieces(text, length)];
    const encoded = pieces.map((it) => Buffer.from(it, "utf8").toString("utf8"));
    expect(encoded.join("")).toBe(text);
    expect(pieces.every((it) => it.length > 0 && it.length <= length + 1)).toBe(true);
  }
  expect([...textPieces("", 3)]).toEqual([]);
});
