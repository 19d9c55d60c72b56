import { expect, it } from "vitest";
import { sayReading } from "./say-reading";

it("says how far the inventory is read and that lists are slower until then", () => {
  expect(sayReading({ reading: { read: 340_000, total: 1_000_000 }, judging: null })).toBe(
    "Reading the inventory into memory: 340,000 of 1,000,000 devices. Until then lists and sums take longer.",
  );
});

it("never says that more is read than there is, where devices came meanwhile", () => {
  expect(sayReading({ reading: { read: 20_017, total: 20_000 }, judging: null })).toContain("20,000 of 20,000 devices");
});

it("says nothing when nothing is read or decided", () => {
  expect(sayReading({ reading: null, judging: null })).toBeNull();
});

it("says how many devices are decided on, that the page may be left, and what follows", () => {
  expect(sayReading({ reading: null, judging: { judged: 1_250, total: 5_000 } })).toBe(
    "Deciding: 1,250 of 5,000 devices done. It goes on when you leave the page; other decisions wait until then.",
  );
  expect(sayReading({ reading: null, judging: { judged: 5_000, total: 5_000 } })).toContain(
    "all 5,000 devices done, their flows and sums follow",
  );
});
