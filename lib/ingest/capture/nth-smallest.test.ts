import fc from "fast-check";
import { expect, test } from "vitest";
import { nthSmallest } from "./nth-smallest";

const values = fc.array(fc.oneof(fc.nat(50), fc.nat(), fc.constant(2 ** 40 + 1)), { minLength: 1, maxLength: 300 });

test("gives what stands at the rank of the sorted numbers", () => {
  fc.assert(
    fc.property(values, fc.nat(299), (list, some) => {
      const rank = some % list.length;
      const sorted = Float64Array.from(list).sort();
      expect(nthSmallest(Float64Array.from(list), rank)).toBe(sorted[rank]);
    }),
  );
});
