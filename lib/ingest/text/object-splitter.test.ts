import { describe, expect, it } from "vitest";
import { ObjectSplitter } from "./object-splitter";

function split(text: string, chunkBytes = 3, maxLength?: number) {
  const found: string[] = [];
  const faults = {
    onTooLong: (line: number) => found.push(`too long at ${line}`),
    onBroken: (line: number) => found.push(`broken at ${line}`),
  };
  const splitter = new ObjectSplitter(({ text: piece, line }) => found.push(`${line}: ${piece}`), faults, maxLength);
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += chunkBytes) splitter.push(bytes.subarray(at, at + chunkBytes));
  const rest = splitter.finish();
  if (rest) found.push(`rest at ${rest.line}`);
  return found;
}

describe("objects of JSON", () => {
  it.each([1, 2, 5, 1_000])("are found in lists and over many lines, in chunks of %i bytes", (chunkBytes) => {
    expect(split('[\n{"a":{"b":"}"}},\n{ "c" : "\\"{" ,\n "d": 1 }\n]', chunkBytes)).toEqual([
      '2: {"a":{"b":"}"}}',
      '3: { "c" : "\\"{" ,\n "d": 1 }',
    ]);
  });

  it("that are damaged do not swallow those behind them", () => {
    expect(split('{"a":"x\n{"b":1}\n{"c":{\n{"d":1}')).toEqual([
      "broken at 1",
      '2: {"b":1}',
      "broken at 3",
      '4: {"d":1}',
    ]);
  });

  it("that are too long are skipped, the next is read", () => {
    expect(split(`{"a":"${"x".repeat(100)}"}{"b":1}`, 7, 50)).toEqual(["too long at 1", '1: {"b":1}']);
    expect(split('{"a":', 2)).toEqual(["rest at 1"]);
  });
});
