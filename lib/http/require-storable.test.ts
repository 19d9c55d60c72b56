import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/domain/errors";
import { requireStorable } from "./require-storable";

const nested = (value: unknown, depth: number): unknown => {
  let it = value;
  for (let level = 0; level < depth; level++) it = [it];
  return it;
};

describe("what a request says", () => {
  it.each([
    ["a NUL", { name: "a\u0000b" }, "name"],
    ["half a pair at the end", { list: [{ text: "a\ud83d" }] }, "list.0.text"],
    ["half a pair at the start", { text: "\udc00a" }, "text"],
    ["a name that cannot be stored", { a: { "\u0000": 1 } }, "a"],
    ["a bare text", "\u0000", "request"],
  ])("is refused with its place for %s", (_, value, name) => {
    expect(() => requireStorable(value)).toThrow(
      expect.objectContaining({ code: "bad-request", invalidParams: [expect.objectContaining({ name })] }),
    );
  });

  it("is taken as it is otherwise, whatever its writing system", () => {
    for (const value of ["Pumpe\u00a07 \ud83d\ude00 \u202eabc", 7, null, undefined, true, { a: ["b"] }])
      expect(() => requireStorable(value)).not.toThrow();
  });

  it("may be nested as deeply as it likes", () => {
    expect(() => requireStorable(nested("a", 200_000))).not.toThrow();
    expect(() => requireStorable(nested("\u0000", 2_000))).toThrow(AppError);
  });
});
