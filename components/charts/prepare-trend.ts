import type { Overview } from "@/lib/contracts/overview";

export interface TrendPoint {
  /** "2026-03-02" */
  readonly day: string;
  /** UTC midnight in milliseconds: places days at their true distance. */
  readonly atMs: number;
  readonly risk: number;
  readonly unsanctioned: number;
}

/** Points in time order; days that were never computed are simply not there, and the line does not bridge a month. */
export function prepareTrend(trend: Overview["trend"]): TrendPoint[] {
  return trend
    .map(({ day, risk, unsanctioned }) => ({ day, atMs: Date.parse(`${day}T00:00:00Z`), risk, unsanctioned }))
    .filter((point) => Number.isFinite(point.atMs))
    .sort((a, b) => a.atMs - b.atMs);
}

/** "2 Mar" */
export function dayLabel(atMs: number): string {
  return new Date(atMs).toLocaleDateString("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
}
