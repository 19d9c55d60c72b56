import { describe, expect, it } from "vitest";
import { readVersionText } from "./affected-product";

/** "[1,2)" with "?" where the begin is not said. */
function shapeOf(text: string): string | null {
  const ranges = readVersionText(text);
  if (ranges === null) return null;
  return ranges
    .map(({ from, to, isBeginKnown }) => {
      const begin = from ? `${from.isInclusive ? "[" : "("}${from.version}` : isBeginKnown ? "[" : "?";
      return `${begin},${to ? `${to.version}${to.isInclusive ? "]" : ")"}` : ")"}`;
    })
    .join(" ");
}

describe("readVersionText", () => {
  it.each([
    ["Fixed in WidgetLib 2.1.1j (Affected 2.1.1-2.1.1i)", "[2.1.1,2.1.1j)"],
    ["Fixed in 7.83.1", "?,7.83.1)"],
    ["1.0 through 1.5", "[1.0,1.5]"],
    ["2.7 - 3.0", "[2.7,3.0]"],
    ["WidgetLib 3.0 and earlier", "[,3.0]"],
    ["versions before 4.2", "[,4.2)"],
    ["1.0 before 1.4.2", "[1.0,1.4.2)"],
    ["< 5.9.2", "[,5.9.2)"],
    [">= 2.0.0, < 2.1.5", "[2.0.0,2.1.5)"],
    [">=1.0 <1.2 || >=2.0 <2.2", "[1.0,1.2) [2.0,2.2)"],
    ["= 1.4.0", "[1.4.0,1.4.0]"],
    ["up to and including 9.1", "[,9.1]"],
    ["3.1 and later", "[3.1,)"],
    ["7.74.0", "[7.74.0,7.74.0]"],
    ["all versions", "[,)"],
    ["not later than 1.5", "[,1.5]"],
    ["versions less than or equal to 1.5", "[,1.5]"],
    ["1.0 up to (excluding) 1.5", "[1.0,1.5)"],
    ["[1.0, 1.5)", "[1.0,1.5)"],
    // One number behind words that say more than "this version" is no version.
    ["all but 1.5", null],
    ["except 1.5", null],
    ["newer than 1.5", "(1.5,)"],
    ["see the advisory", null],
    ["master branch", null],
  ])("%s", (text, shape) => {
    expect(shapeOf(text)).toBe(shape);
  });

  it("is quick on hostile text", () => {
    const before = process.cpuUsage();
    readVersionText(`fixed in ${"a b ".repeat(70)}`);
    readVersionText(`${"1.".repeat(149)}x through`);
    // Of this process alone, whatever else the machine does.
    const { user } = process.cpuUsage(before);
    expect(user / 1_000).toBeLessThan(2_000);
  });
});
