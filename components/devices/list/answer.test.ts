import { expect, it } from "vitest";
import type { DeviceFacets } from "@/lib/contracts/devices";
import { answerOf } from "./answer";

const value = (of: string, count: number) => ({ value: of, label: of, count });
const FACETS: DeviceFacets = {
  facets: [
    { facet: "riskBand", values: [value("critical", 2), value("high", 3), value("low", 1_100)] },
    { facet: "state", values: [value("unsanctioned", 12), value("sanctioned", 1_093)] },
  ],
};
const ANY = { state: [], riskBand: [] };

it("says how many, how many are at risk, and how many wait", () => {
  expect(answerOf({ total: 1_105, totalAll: 1_105 }, FACETS, ANY)).toBe(
    "1,105 devices: 5 at high or critical risk, 12 not sanctioned",
  );
  expect(answerOf({ total: 9, totalAll: 1_105 }, { facets: [] }, ANY)).toBe("9 of 1,105 devices");
  expect(answerOf({ total: 0, totalAll: 0 }, undefined, ANY)).toBe("No device is known yet.");
});

it("leaves out what a filter of the same facet would make wrong", () => {
  expect(answerOf({ total: 12, totalAll: 1_105 }, FACETS, { state: ["unsanctioned"], riskBand: [] })).toBe(
    "12 of 1,105 devices: 5 at high or critical risk",
  );
});
