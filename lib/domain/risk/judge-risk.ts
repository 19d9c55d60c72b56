import { compareText } from "../compare-text";
import { counterfactualsOf } from "./counterfactuals";
import { combine } from "./factor";
import { impactFactors } from "./impact-factors";
import { likelihoodFactors } from "./likelihood-factors";
import type { RiskExplanation, RiskInput, WaterfallRow } from "./risk";
import { riskBandOf } from "./risk-band";
import { waterfallOf } from "./waterfall";

/** Likelihood, impact and score alone: for many devices, or for asking "what if". */
export function scoreRisk(input: RiskInput): { likelihood: number; impact: number; score: number } {
  const likelihood = combine(likelihoodFactors(input));
  const impact = combine(impactFactors(input));
  return { likelihood, impact, score: Math.round(100 * Math.sqrt(likelihood * impact)) };
}

/**
 * A device's risk: score = 100 × √(likelihood × impact), rounded; docs/risk.md has the tables. One more weakness never
 * lowers it, one more control never raises it. Pure, the same for the same input in any order.
 */
export function judgeRisk(input: RiskInput): RiskExplanation {
  const { likelihood, impact, score } = scoreRisk(input);
  const counterfactuals = counterfactualsOf(input)
    .map(({ action, without }) => ({ action, scoreAfter: scoreRisk(without).score }))
    .filter(({ scoreAfter }) => scoreAfter < score)
    .sort((a, b) => a.scoreAfter - b.scoreAfter || compareText(a.action, b.action));
  return {
    score,
    band: riskBandOf(score),
    likelihood,
    impact,
    waterfall: waterfallWithCredits(input),
    counterfactuals,
  };
}

/** What the device would have without any mitigation, and then what each takes off on top of those before it. */
function waterfallWithCredits(input: RiskInput): WaterfallRow[] {
  const { credits } = input;
  const bare: RiskInput = { ...input, credits: [] };
  let score = scoreRisk(bare).score;
  const rows = waterfallOf(score, likelihoodFactors(bare), impactFactors(bare));
  for (const [at, { id, title, because }] of credits.entries()) {
    const after = scoreRisk({ ...input, credits: credits.slice(0, at + 1) }).score;
    const points = after - score;
    rows.push({ key: `mitigation ${id}`, label: title, side: "mitigation", points, because, citation: null });
    score = after;
  }
  return rows;
}
