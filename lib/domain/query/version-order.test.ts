import { expect, it } from "vitest";
import { versionOrder } from "./version-order";

it("sorts versions as their makers count", () => {
  const ascending = [
    "V2.9",
    "2.10.0-rc1",
    "2.10",
    "2.10a",
    "2.10 SP1",
    "2.10 SP2",
    "2.10 SP10",
    "2.10.0.1",
    "4.5",
    "4.5.1",
    "FW 4.10",
    "15.2(4)M3",
    "15.2(4)M10",
    "20231104",
    "100000000000000000000.1",
  ];
  const orders = ascending.map(versionOrder);
  expect([...orders].sort((a, b) => ((a as string) < (b as string) ? -1 : 1))).toEqual(orders);
  expect(new Set(orders).size).toBe(ascending.length);
});

it("takes parts that are missing for zero, and letters before the number for decoration", () => {
  for (const [a, b] of [
    ["4.5", "4.5.0.0"],
    ["V04.05", "v4.5"],
    ["4", "4.0"],
    ["Rev. 3", "3"],
    ["4.0 SP1", "4 SP1"],
  ] as const) {
    expect(versionOrder(a)).toBe(versionOrder(b));
  }
});

it("knows no order for what has no number", () => {
  expect(versionOrder("unknown")).toBeNull();
  expect(versionOrder("")).toBeNull();
});
