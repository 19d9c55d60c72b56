import { describe, expect, it } from "vitest";
import { DEFAULT_POLICY } from "../priority/decision-policy";
import { END_OF_SUPPORT_FINDING } from "../risk/credit";
import type { DeviceCircumstances } from "./build-findings";
import { END_OF_SUPPORT, knownEndOfSupport, lifecycleFindings } from "./lifecycle-finding";

const CIRCUMSTANCES: DeviceCircumstances = {
  deviceId: "00000000-0000-4000-8000-000000000001",
  product: "Invented GX-200",
  exposure: { value: "small", source: "" },
  isPubliclyExposed: false,
  humanImpact: { value: "medium", source: "" },
  policy: DEFAULT_POLICY,
};
const LIFECYCLE = {
  endOfSale: null,
  endOfSupport: "2024-06-30",
  endOfLife: null,
  source: null,
  place: "list.csv, line 2",
  because: "product GX-200",
  isPossible: false,
};
const at = (day: string) => Date.parse(`${day}T00:00:00Z`) * 1000;

describe("lifecycleFindings", () => {
  it("speaks up on the day after the last one, and not before", () => {
    expect(lifecycleFindings(LIFECYCLE, CIRCUMSTANCES, at("2024-06-30"))).toEqual([]);
    const [found] = lifecycleFindings(LIFECYCLE, CIRCUMSTANCES, at("2024-07-01"));
    expect(found).toMatchObject({ kind: "hardening", key: END_OF_SUPPORT, verdict: "affected" });
    expect(found?.detail.because).toContain("list.csv, line 2");
    expect(`${found?.kind} ${found?.key}`).toBe(END_OF_SUPPORT_FINDING);
  });

  it("counts for the risk until a person says that it does not hold", () => {
    const found = lifecycleFindings(LIFECYCLE, CIRCUMSTANCES, at("2025-01-01"));
    expect(knownEndOfSupport(found)).toMatchObject({ isPossible: false });
    expect(knownEndOfSupport(found.map((it) => ({ ...it, verdict: "not-affected" as const })))).toBeNull();
    const possible = lifecycleFindings({ ...LIFECYCLE, isPossible: true }, CIRCUMSTANCES, at("2025-01-01"));
    expect(knownEndOfSupport(possible)).toMatchObject({ isPossible: true });
    expect(knownEndOfSupport([])).toBeNull();
  });
});
