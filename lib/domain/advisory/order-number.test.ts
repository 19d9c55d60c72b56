import { describe, expect, it } from "vitest";
import { fitOrderNumber } from "./order-number";

describe("fitOrderNumber", () => {
  it.each([
    ["6ES7518-4AX00-1AC0", "6ES7518-4AX00-1AC0", "exact"],
    ["6ES7518-4AX00-1AC0", "6ES7518-?AX00-1AC0", "pattern"],
    ["6ES7518-4AX00-1AC0", "6ES7518-*", "pattern"],
    ["6ES7518-4AX00-1AC0", "6ES7515-*", "none"],
    ["6ES7518-4AX00-1AC0", "6ES7518", "pattern"],
    ["6ES7518-4AX00-1AC0", "6ES7518-4AX00-0AC0", "base"],
    ["6AG1518-4AX00-4AC0", "6ES7518-4AX00-1AC0", "siplus"],
    ["6ES7518-4AX00-1AC0", "6ES7515-2AM00-0AB0", "none"],
  ])("%s against %s is %s", (observed, named, fit) => {
    expect(fitOrderNumber(observed, named)).toBe(fit);
  });
});
