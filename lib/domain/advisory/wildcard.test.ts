import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchesWildcard } from "./wildcard";

describe("matchesWildcard", () => {
  it("fits what a regular expression of the same meaning fits", () => {
    const pattern = fc.stringMatching(/^[ab*?]{0,8}$/);
    fc.assert(
      fc.property(pattern, fc.stringMatching(/^[ab]{0,10}$/), (wild, text) => {
        const source = wild.replace(/\*+/g, ".*").replaceAll("?", ".");
        expect(matchesWildcard(text, wild)).toBe(new RegExp(`^${source}$`).test(text));
      }),
    );
  });

  it("takes signs of regular expressions literally", () => {
    expect(matchesWildcard("A.1(2)", "A.1(?)")).toBe(true);
    expect(matchesWildcard("AX1", "A.1")).toBe(false);
  });

  it("ends on a pattern of many stars that nearly fits a long text", () => {
    expect(matchesWildcard("A".repeat(5_000), `${"*A".repeat(500)}B`)).toBe(false);
  });
});
