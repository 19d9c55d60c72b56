import { describe, expect, it } from "vitest";
import { compareHashes, readPublishedHash } from "./firmware-check";

const HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

describe("readPublishedHash", () => {
  it("reads a hash as vendors publish it", () => {
    expect(readPublishedHash(HASH.toUpperCase())).toBe(HASH);
    expect(readPublishedHash(`SHA-256: ${HASH}`)).toBe(HASH);
    expect(readPublishedHash(`${HASH}  firmware_v2.bin`)).toBe(HASH);
    expect(readPublishedHash((HASH.match(/../g) ?? []).join(":"))).toBe(HASH);
    expect(readPublishedHash((HASH.match(/../g) ?? []).join(" "))).toBe(HASH);
  });

  it("takes nothing else for one: a shorter or longer number would never match, and nobody would know why", () => {
    expect(readPublishedHash("  ")).toBeNull();
    for (const text of ["d41d8cd98f00b204e9800998ecf8427e", `${HASH}0`, "see the vendor's page", HASH.slice(1)]) {
      expect(() => readPublishedHash(text)).toThrow(/no SHA-256/);
    }
    expect(() => readPublishedHash(`${HASH} ${HASH.replace("9f", "00")}`)).toThrow(/several/);
  });
});

describe("compareHashes", () => {
  it("says matched only for the very same hash", () => {
    expect(compareHashes(HASH, HASH)).toBe("matched");
    expect(compareHashes(HASH, HASH.replace("9f", "9e"))).toBe("differs");
    expect(compareHashes(HASH, null)).toBe("not-compared");
  });
});
