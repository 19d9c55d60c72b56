import { expect, it } from "vitest";
import type { InventoryReading } from "@/lib/contracts/devices";
import { sayReading } from "./say-reading";

it("says how far the inventory is read and that lists are slower until then", () => {
  expect(sayReading({ reading: { read: 340_000, total: 1_000_000 }, work: null })).toBe(
    "Reading the inventory into memory: 340,000 of 1,000,000 devices. Until then lists and sums take longer.",
  );
});

it("never says that more is read than there is, where devices came meanwhile", () => {
  expect(sayReading({ reading: { read: 20_017, total: 20_000 }, work: null })).toContain("20,000 of 20,000 devices");
});

it("says nothing when nothing is read or decided", () => {
  expect(sayReading({ reading: null, work: null })).toBeNull();
});

const sayWork = (what: NonNullable<InventoryReading["work"]>["what"]) =>
  sayReading({ reading: { read: 1, total: 2 }, work: { what, done: 1_250, total: 5_000 } });

it("says how many devices are decided on, that the page may be left, and what waits", () => {
  expect(sayWork("judging")).toBe(
    "Deciding: 1,250 of 5,000 devices done. It goes on when you leave the page. Other decisions wait until then.",
  );
});

it("says how far the inventory is computed, and the sums that follow from it, each in its own words", () => {
  expect(sayWork("computing")).toContain("Computing the inventory: 1,250 of 5,000 steps done.");
  expect(sayWork("moving")).toContain("1,250 of 5,000 of their flows");
  expect(sayWork("packing")).toContain("1,250 of 5,000 days done.");
});
