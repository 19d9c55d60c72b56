import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type AddressSet,
  addressSet,
  blockTexts,
  complementOf,
  coversAddresses,
  formatAddress,
  hasAddress,
  intersectAddresses,
  parseAddress,
  parseRange,
  subtractAddresses,
} from "./address-set";

const setOf = (...texts: string[]): AddressSet =>
  addressSet(
    texts.map((text) => {
      const range = parseRange(text);
      if (!range) throw new Error(text);
      return range;
    }),
  );

const small = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 9 })), { maxLength: 6 })
  .map((pairs) =>
    addressSet(
      pairs.map(([first, size]) => ({ family: 4 as const, first: BigInt(first), last: BigInt(first + size) })),
    ),
  );
const members = (set: AddressSet) =>
  Array.from({ length: 60 }, (_, value) => hasAddress(set, { family: 4, value: BigInt(value) }));

describe("address sets", () => {
  it("read blocks, masks, ranges and hosts of both families, and nothing else", () => {
    expect(blockTexts(setOf("10.0.0.7/255.255.255.0"))).toEqual(["10.0.0.0/24"]);
    expect(blockTexts(setOf("10.0.0.1-10.0.0.4"))).toEqual(["10.0.0.1", "10.0.0.2/31", "10.0.0.4"]);
    expect(blockTexts(setOf("FD00:0::1/64", "fd00:0:0:1::/64"))).toEqual(["fd00::/63"]);
    for (const wrong of [
      "",
      "10.0.0",
      "010.0.0.1",
      "10.0.0.1/33",
      "10.0.0.9-10.0.0.1",
      "10.0.0.1/255.0.255.0",
      "::1%1",
    ])
      expect(parseRange(wrong)).toBeNull();
  });

  it("are the sets that they say, against membership one by one", () => {
    fc.assert(
      fc.property(small, small, (a, b) => {
        const [inA, inB] = [members(a), members(b)];
        expect(members(subtractAddresses(a, b))).toEqual(inA.map((is, at) => is && !inB[at]));
        expect(members(intersectAddresses(a, b))).toEqual(inA.map((is, at) => is && inB[at]));
        expect(members(complementOf(a))).toEqual(inA.map((is) => !is));
        expect(members(setOf(...blockTexts(a)))).toEqual(inA);
        expect(coversAddresses(a, b)).toBe(inB.every((is, at) => !is || inA[at]));
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  it("write an address as it was read", () => {
    for (const text of ["0.0.0.0", "255.255.255.255", "10.1.2.3", "::", "fd00::1", "2001:db8::ff00:42:8329"]) {
      const address = parseAddress(text);
      expect(address && formatAddress(address)).toBe(text);
    }
  });
});
