import { combine } from "./factor";
import { impactFactors } from "./impact-factors";
import { allVulnerabilityFactors, likelihoodFactors } from "./likelihood-factors";
import type { RiskInput } from "./risk";
import { MAX_VULNERABILITIES_COUNTED } from "./weights";

/**
 * A device's score in the few numbers that a plan has to change again and again: by key of the factor, its weight. Small
 * enough to hold a whole plant; comes to the very score of scoreRisk, also after factors were taken away.
 */
export interface RiskTerms {
  readonly impact: number;
  /** Factors but vulnerabilities. */
  readonly weights: Map<string, number>;
  /** All vulnerabilities, not only those that count. */
  readonly vulnerabilities: Map<string, number>;
}

export function riskTermsOf(input: RiskInput): RiskTerms {
  const vulnerabilities = allVulnerabilityFactors(input);
  const known = new Set(vulnerabilities.map(({ key }) => key));
  const others = likelihoodFactors(input).filter(({ key }) => !known.has(key));
  return {
    impact: combine(impactFactors(input)),
    weights: new Map(others.map(({ key, weight }) => [key, weight])),
    vulnerabilities: new Map(vulnerabilities.map(({ key, weight }) => [key, weight])),
  };
}

/** 0–100, not rounded. `changed` gives other weights to some factors; 0 takes one away. */
export function scoreOfTerms(
  { impact, weights, vulnerabilities }: RiskTerms,
  changed: ReadonlyMap<string, number> = UNCHANGED,
): number {
  let left = 1;
  for (const [key, weight] of weights) left *= 1 - (changed.get(key) ?? weight);
  const counted: number[] = [];
  for (const [key, weight] of vulnerabilities) counted.push(changed.get(key) ?? weight);
  if (counted.length > MAX_VULNERABILITIES_COUNTED) counted.sort((a, b) => b - a);
  for (const weight of counted.slice(0, MAX_VULNERABILITIES_COUNTED)) left *= 1 - weight;
  return 100 * Math.sqrt((1 - left) * impact);
}

const UNCHANGED: ReadonlyMap<string, number> = new Map();
