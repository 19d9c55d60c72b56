import fc from "fast-check";
import { expect, it } from "vitest";
import { AddressIndex } from "./address-index";
import { type AddressSet, ANY_ADDRESS, addressSet, everyAddress, type Family, hasAddress } from "./address-set";

const someSet = fc
  .array(
    fc.tuple(
      fc.constantFrom<Family>(4, 6),
      fc.boolean(),
      fc.integer({ min: 0, max: 40 }),
      fc.integer({ min: 0, max: 9 }),
    ),
    { maxLength: 6 },
  )
  .map((parts) =>
    addressSet(
      parts.map(([family, isAtEnd, from, size]) => {
        const base = isAtEnd ? everyAddress(family).last - 60n : 0n;
        return { family, first: base + BigInt(from), last: base + BigInt(from + size) };
      }),
    ),
  );
const askedOf = (family: Family) => {
  const { last } = everyAddress(family);
  return Array.from({ length: 61 }, (_, at) => [BigInt(at), last - BigInt(at)])
    .flat()
    .map((value) => ({ family, value }));
};
const numbered = (sets: readonly AddressSet[]) => sets.map((set, number) => [number, set] as const);

it("finds exactly the sets that hold an address, in their order, at every edge of either family", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(someSet, fc.constant(ANY_ADDRESS)), { maxLength: 8 }), (sets) => {
      const index = new AddressIndex(numbered(sets));
      for (const address of [...askedOf(4), ...askedOf(6)]) {
        const holding = sets.flatMap((set, number) => (hasAddress(set, address) ? [number] : []));
        const candidates = index.candidates(address);
        expect(candidates.filter((it) => !index.wide.includes(it) || holding.includes(it))).toEqual(holding);
      }
    }),
    { seed: 11, numRuns: 100 },
  );
});

it("leaves a set that lies over very many others to be asked by itself, so that what it holds stays in proportion", () => {
  const hosts = Array.from(
    { length: 1_000 },
    (_, at): AddressSet => [{ family: 4, first: BigInt(at * 2), last: BigInt(at * 2) }],
  );
  const index = new AddressIndex(numbered([...hosts, ANY_ADDRESS]));
  expect(index.wide).toEqual([1_000]);
  expect(index.holding({ family: 4, value: 8n })).toEqual([4]);
  expect(index.candidates({ family: 4, value: 8n })).toEqual([4, 1_000]);
  expect(index.candidates({ family: 4, value: 9n })).toEqual([1_000]);
});
