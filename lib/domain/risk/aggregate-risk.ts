import type { RiskBand } from "./risk";
import { riskBandOf } from "./risk-band";

/** The risk of many devices: a zone, a site, the plant. */
export interface AggregateRisk {
  readonly deviceCount: number;
  /** Mean of the devices' scores, to one decimal; 0 without devices. */
  readonly mean: number;
  readonly max: number;
  /**
   * Half the worst device, half the mean, to one decimal: one open door counts, and so does every device that is put
   * in order, also in a large zone.
   */
  readonly score: number;
  readonly band: RiskBand;
}

/** Scores of the devices that count: callers leave retired ones out. */
export function aggregateRisk(scores: readonly number[]): AggregateRisk {
  const sum = scores.reduce((a, b) => a + b, 0);
  const max = scores.reduce((a, b) => Math.max(a, b), 0);
  return aggregateSums({ deviceCount: scores.length, riskSum: sum, riskMax: max });
}

/** The same from sums that were kept. */
export function aggregateSums({
  deviceCount,
  riskSum,
  riskMax,
}: {
  readonly deviceCount: number;
  readonly riskSum: number;
  readonly riskMax: number;
}): AggregateRisk {
  const mean = deviceCount === 0 ? 0 : riskSum / deviceCount;
  const score = toTenth((riskMax + mean) / 2);
  return { deviceCount, mean: toTenth(mean), max: riskMax, score, band: riskBandOf(score) };
}

const toTenth = (value: number) => Math.round(value * 10) / 10;
