import { expect, it } from "vitest";
import { sayReading } from "./say-reading";

it("says how far the inventory is read and that lists are slower until then", () => {
  expect(sayReading({ reading: { read: 340_000, total: 1_000_000 } })).toBe(
    "Reading the inventory into memory: 340,000 of 1,000,000 devices. Until then lists and sums take longer.",
  );
});

it("never says that more is read than there is, where devices came meanwhile", () => {
  expect(sayReading({ reading: { read: 20_017, total: 20_000 } })).toContain("20,000 of 20,000 devices");
});

it("says nothing when nothing is read", () => {
  expect(sayReading({ reading: null })).toBeNull();
});
