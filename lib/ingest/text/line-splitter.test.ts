import { describe, expect, it } from "vitest";
import { LineSplitter } from "./line-splitter";

function split(text: string, chunkBytes: number, maxLength?: number) {
  const lines: string[] = [];
  const splitter = new LineSplitter(
    (line, isWhole) => lines.push(`${splitter.number}${isWhole ? "" : "~"} ${line}`),
    () => lines.push(`${splitter.number} too long`),
    maxLength,
  );
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += chunkBytes) splitter.push(bytes.subarray(at, at + chunkBytes));
  splitter.finish();
  return lines;
}

describe("LineSplitter", () => {
  it.each([1, 3, 1_000])(
    "numbers lines the same in chunks of %i bytes, across characters of several bytes",
    (chunk) => {
      expect(split("eins\r\nzwölf\n\n€uro", chunk)).toEqual(["1 eins", "2 zwölf", "3 ", "4~ €uro"]);
    },
  );

  it.each([1, 7, 1_000])("skips a line that is too long to its end and goes on (chunks of %i bytes)", (chunk) => {
    expect(split(`a\n${"x".repeat(50)}\nb\n${"y".repeat(50)}`, chunk, 20)).toEqual([
      "1 a",
      "2 too long",
      "3 b",
      "4 too long",
    ]);
  });

  it("does not take the end of a file for another line", () => {
    expect(split("a\n", 10)).toEqual(["1 a"]);
  });
});
