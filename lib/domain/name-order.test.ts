import { expect, it } from "vitest";
import { compareText } from "./compare-text";
import { nameOrder } from "./name-order";

it("orders names without regard to case, numbers in them by their value", () => {
  const names = ["Hall 10", "hall 2", "Cell 3b", "cell 3", "Hall 2 north", "ÄB", "Zone"];
  expect(names.toSorted((a, b) => compareText(nameOrder(a), nameOrder(b)))).toEqual([
    ...["cell 3", "Cell 3b", "hall 2", "Hall 2 north", "Hall 10", "Zone", "ÄB"],
  ]);
  expect(nameOrder("CELL 007")).toBe(nameOrder("cell 7"));
  expect(nameOrder(`n${"9".repeat(40)}`)).toBe(`n${"9".repeat(40)}`);
});
