import type { RiskExplanationDto } from "@/lib/contracts/risk";

export type WaterfallRow = RiskExplanationDto["waterfall"][number];

export interface WaterfallStep extends WaterfallRow {
  /** Where the bar begins and how long it is, in percent of the highest sum reached. */
  readonly fromPercent: number;
  readonly widthPercent: number;
}

/** Each row begins where the one before ended; the scale ends at the highest sum, so that small steps stay visible. */
export function waterfallSteps(rows: readonly WaterfallRow[]): WaterfallStep[] {
  const sums: number[] = [];
  for (const row of rows) sums.push((sums.at(-1) ?? 0) + row.points);
  const scale = Math.max(1, ...sums);
  return rows.map((row, at) => {
    const [from, to] = [sums[at - 1] ?? 0, sums[at] ?? 0].map((sum) => (Math.max(0, sum) / scale) * 100) as [
      number,
      number,
    ];
    return { ...row, fromPercent: Math.min(from, to), widthPercent: Math.abs(to - from) };
  });
}

/** At most `maxRows`: the smallest of a side become one row, which stands last on its side. Sums stay the same. */
export function foldSmallest(rows: readonly WaterfallRow[], maxRows: number): WaterfallRow[] {
  let kept = [...rows];
  for (const side of ["likelihood", "impact", "mitigation"] as const) {
    const excess = kept.length - maxRows;
    const own = kept.filter((it) => it.side === side);
    if (excess <= 0 || own.length < 3) continue;
    const folded = new Set(
      [...own].sort((a, b) => Math.abs(a.points) - Math.abs(b.points)).slice(0, Math.min(excess + 1, own.length - 1)),
    );
    const rest: WaterfallRow = {
      key: `${side} rest`,
      label: `${folded.size} smaller factors`,
      side,
      points: [...folded].reduce((sum, it) => sum + it.points, 0),
      because: [...folded].map((it) => it.label).join(", "),
      citation: null,
    };
    const last = own.at(-1);
    kept = kept.flatMap((it) => [...(folded.has(it) ? [] : [it]), ...(it === last ? [rest] : [])]);
  }
  return kept;
}
