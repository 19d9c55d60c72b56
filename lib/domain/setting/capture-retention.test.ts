import { describe, expect, it } from "vitest";
import { chooseFarewells } from "./capture-retention";

const DAY_MS = 86_400_000;
const NOW_MS = 1_000 * DAY_MS;
const file = (sha256: string, bytes: number, ageDays: number) => ({
  sha256,
  bytes,
  keptAtMs: NOW_MS - ageDays * DAY_MS,
});
const retention = { keepMode: "whole", maxBytes: 100, maxAgeDays: 30 } as const;

describe("which kept files go", () => {
  it("is none while all are young and fit", () => {
    expect(chooseFarewells([file("a", 50, 29), file("b", 50, 1)], retention, NOW_MS)).toEqual([]);
  });

  it("is the oldest first, and no more than the space needs", () => {
    const files = [file("new", 60, 1), file("old", 30, 20), file("middle", 40, 10)];
    expect(chooseFarewells(files, retention, NOW_MS).map((it) => it.sha256)).toEqual(["old"]);
  });

  it("is every one beyond the age, and those count no longer for the space", () => {
    const files = [file("ancient", 90, 31), file("young", 80, 2)];
    const farewells = chooseFarewells(files, retention, NOW_MS);
    expect(farewells.map((it) => it.sha256)).toEqual(["ancient"]);
    expect(farewells[0]?.reason).toContain("30 days");
  });

  it("is never one for its age when the age has no limit", () => {
    expect(chooseFarewells([file("a", 1, 9_000)], { ...retention, maxAgeDays: null }, NOW_MS)).toEqual([]);
  });
});
