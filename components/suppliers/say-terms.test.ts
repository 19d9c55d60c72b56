import { expect, it } from "vitest";
import { sayTerms } from "./say-terms";

const NOTHING = { contact: null, contract: null, contractUntil: null, securityTerms: null };

it("names the contract by what people wrote, and its end also where nobody named it", () => {
  expect(sayTerms({ ...NOTHING, contract: "Contract 2024-17", contractUntil: "2027-01-31" })).toBe(
    "Contract: Contract 2024-17, until 2027-01-31 · no security terms named",
  );
  expect(sayTerms({ ...NOTHING, contractUntil: "2027-01-31" })).toContain("not named, until 2027-01-31");
});

it("says what is missing", () => {
  expect(sayTerms(NOTHING)).toBe("no contract named · no security terms named");
});
