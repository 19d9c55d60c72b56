import { expect, it } from "vitest";
import { declaredCriticality } from "./risk-input";

it("takes a declared criticality from 1 to 5, and nothing else for one", () => {
  expect(["1", "3", "5"].map(declaredCriticality)).toEqual([1, 3, 5]);
  for (const text of [undefined, "", "0", "6", "high", "3.5", " 3"]) expect(declaredCriticality(text)).toBeNull();
});
