import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { recompute } from "@/docs/recompute-risk.mjs";
import { riskInput } from "@/lib/testing/risk-inputs";
import { scoreRisk } from "./judge-risk";
import { RISK_WEIGHTS, riskFacts } from "./risk-facts";

/** What a reader of the export has: JSON, not our objects. */
const exported = (value: unknown) => JSON.parse(JSON.stringify(value));

describe("docs/recompute-risk.mjs", () => {
  it("comes to the same score as the product from the exported facts alone", () => {
    const weights = exported(RISK_WEIGHTS);
    fc.assert(
      fc.property(riskInput, (input) => {
        const { likelihood, impact, score } = scoreRisk(input);
        // Factors multiplied in another order may differ in the last bit, which rounding shows at exactly one half.
        const exact = 100 * Math.sqrt(likelihood * impact);
        fc.pre(Math.abs(exact - Math.floor(exact) - 0.5) > 1e-9);
        expect(recompute(exported(riskFacts(input)), weights)).toBe(score);
      }),
      { numRuns: 500 },
    );
  });

  it("is short enough to be read, and needs nothing but Node", () => {
    const text = readFileSync(new URL("../../../docs/recompute-risk.mjs", import.meta.url), "utf8");
    expect(text.trimEnd().split("\n").length).toBeLessThanOrEqual(60);
    const imports = [...text.matchAll(/from "([^"]+)"/g)].map(([, name]) => name);
    expect(imports.every((name) => name?.startsWith("node:"))).toBe(true);
  });
});
