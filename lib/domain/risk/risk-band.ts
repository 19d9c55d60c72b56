import type { RiskBand } from "./risk";

/** Lowest score of each band, highest band first. */
const BAND_FLOORS: readonly (readonly [RiskBand, number])[] = [
  ["critical", 70],
  ["high", 50],
  ["medium", 30],
  ["low", 0],
];

export function riskBandOf(score: number): RiskBand {
  return BAND_FLOORS.find(([, floor]) => score >= floor)?.[0] ?? "low";
}
