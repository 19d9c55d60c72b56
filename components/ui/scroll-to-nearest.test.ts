import { describe, expect, it } from "vitest";
import { shortfall } from "./scroll-to-nearest";

describe("how far a list scrolls to show a row", () => {
  it("moves nothing where the row is seen", () => {
    expect(shortfall(10, 20, 0, 100)).toBe(0);
    expect(shortfall(0, 100, 0, 100)).toBe(0);
  });
  it("moves by what is cut off, at either edge", () => {
    expect(shortfall(-15, 5, 0, 100)).toBe(-15);
    expect(shortfall(90, 130, 0, 100)).toBe(30);
  });
  it("shows the start of what is longer than the list", () => {
    expect(shortfall(40, 240, 0, 100)).toBe(40);
  });
});
