import { type Factor, sharesOf } from "./factor";
import type { WaterfallRow } from "./risk";

/**
 * The score, row by row, in whole points that add up exactly. The mean of two numbers is nothing without either of them,
 * so half of it goes to the likelihood's factors and half to the impact's (the Shapley value); inside a side by each
 * factor's share. Points lost to rounding go to the rows with the largest remainders.
 */
export function waterfallOf(score: number, likelihood: readonly Factor[], impact: readonly Factor[]): WaterfallRow[] {
  const rows = [...rowsOf("likelihood", likelihood), ...rowsOf("impact", impact)].map((row) => ({
    ...row,
    exact: (score / 2) * row.share,
  }));
  const points = rows.map((row) => Math.floor(row.exact));
  const missing = score - points.reduce((a, b) => a + b, 0);
  const byRemainder = rows
    .map(({ exact, factor }, index) => ({ index, key: factor.key, remainder: exact - Math.floor(exact) }))
    .sort((a, b) => b.remainder - a.remainder || (a.key < b.key ? -1 : 1));
  for (const { index } of byRemainder.slice(0, missing)) points[index] = (points[index] as number) + 1;
  return rows
    .map(({ side, factor: { key, label, because, citation } }, index) => ({
      key,
      label,
      side,
      points: points[index] as number,
      because,
      citation,
    }))
    .sort(
      (a, b) =>
        Number(a.side === "impact") - Number(b.side === "impact") || b.points - a.points || (a.key < b.key ? -1 : 1),
    );
}

function rowsOf(side: "likelihood" | "impact", factors: readonly Factor[]) {
  const shares = sharesOf(factors);
  return factors.map((factor, index) => ({ side, factor, share: shares[index] as number }));
}
