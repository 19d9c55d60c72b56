import { describe, expect, it } from "vitest";
import { member, textOf } from "./json-document";

describe("texts of foreign documents", () => {
  it("join their lines, and keep nothing that could hide or break something", () => {
    expect(textOf("Update now.\n\nThen\trestart.\r\n")).toBe("Update now. Then restart.");
    expect(textOf("a\u0000b")).not.toContain("\u0000");
    expect(textOf("x".repeat(5_000), 100).length).toBeLessThanOrEqual(110);
    for (const value of [undefined, null, 7, {}, []]) expect(textOf(value)).toBe("");
  });

  it("are looked up only among a document's own members", () => {
    expect(member({}, "toString")).toBeUndefined();
    expect(member(["a"], "length")).toBeUndefined();
  });
});
