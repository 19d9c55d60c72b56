import type { Citation } from "../device/device";

/**
 * One reason for a score: what it is worth alone, between 0 and 1. Factors combine as 1 − Π(1 − weight), so each more
 * of them raises the whole, none lowers it, and the whole never passes 1.
 */
export interface Factor {
  /** Unique among the device's factors, and the same on every device for the same cause. */
  readonly key: string;
  readonly label: string;
  readonly weight: number;
  readonly because: string;
  readonly citation: Citation | null;
}

/** 1 − Π(1 − weight). */
export function combine(factors: readonly Factor[]): number {
  return 1 - factors.reduce((left, { weight }) => left * (1 - weight), 1);
}

/** How much of the whole each factor explains, by −ln(1 − weight): adds up to 1 and knows no order. */
export function sharesOf(factors: readonly Factor[]): number[] {
  const logs = factors.map(({ weight }) => -Math.log1p(-weight));
  const sum = logs.reduce((a, b) => a + b, 0);
  return logs.map((log) => (sum === 0 ? 0 : log / sum));
}
