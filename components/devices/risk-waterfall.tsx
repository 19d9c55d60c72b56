import { clsx } from "clsx";
import type { RiskExplanationDto } from "@/lib/contracts/risk";
import { CitationText } from "./citation-text";
import { RISK_TEXT } from "./risk-bar";

type Row = RiskExplanationDto["waterfall"][number];

interface Step extends Row {
  /** Where the bar begins and how long it is, in percent of 100 points. */
  readonly fromPercent: number;
  readonly widthPercent: number;
}

/** Each row begins where the one before ended: the waterfall. Pure, so that the drawing decides nothing. */
export function stepsOf(waterfall: readonly Row[]): Step[] {
  let sum = 0;
  return waterfall.map((row) => {
    const before = sum;
    sum += row.points;
    const [low, high] = [Math.min(before, sum), Math.max(before, sum)].map((it) => Math.min(100, Math.max(0, it)));
    return { ...row, fromPercent: low ?? 0, widthPercent: (high ?? 0) - (low ?? 0) };
  });
}

const SIDE_FILLS: Readonly<Record<Row["side"], string>> = {
  likelihood: "bg-risk-high",
  impact: "bg-risk-low",
  mitigation: "bg-present",
};

function signed(points: number): string {
  const rounded = Math.abs(points) < 9.95 ? Math.round(points * 10) / 10 : Math.round(points);
  return rounded > 0 ? `+${rounded}` : `${rounded}`.replace("-", "−");
}

interface RiskWaterfallProps {
  readonly risk: RiskExplanationDto;
  /** The peek shows the bars alone; the page says why and where it was read. */
  readonly hasReasons?: boolean;
}

/** What makes up the score, as a table whose last column draws it. */
export function RiskWaterfall({ risk, hasReasons }: RiskWaterfallProps) {
  const rows = stepsOf(risk.waterfall);
  return (
    <table className="w-full border-collapse text-left">
      <caption className="sr-only">What makes up the risk score of {risk.score}</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">Factor</th>
          <th scope="col">Points</th>
          <th scope="col">Drawn</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key} className="align-top">
            <th scope="row" className="py-0.5 pr-2 font-normal">
              <span title={row.because} className={clsx(!hasReasons && "line-clamp-1")}>
                {row.label}
              </span>
              {hasReasons ? (
                <span className="block text-muted text-xs [overflow-wrap:anywhere]">
                  {row.because}
                  {row.citation ? (
                    <>
                      {" "}
                      <CitationText citation={row.citation} />
                    </>
                  ) : null}
                </span>
              ) : null}
            </th>
            <td className="w-12 py-0.5 text-right">{signed(row.points)}</td>
            <td className="w-[34%] py-0.5 pl-3">
              <span aria-hidden className="mt-[7px] block h-1.5 rounded-sm bg-track">
                <span
                  className={clsx("block h-full rounded-sm", SIDE_FILLS[row.side])}
                  style={{ marginLeft: `${row.fromPercent}%`, width: `${Math.max(row.widthPercent, 0.8)}%` }}
                />
              </span>
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr className="border-t">
          <th scope="row" className="pt-1 font-medium">
            Score
          </th>
          <td className={clsx("pt-1 text-right font-semibold", RISK_TEXT[risk.band])}>{risk.score}</td>
          <td className={clsx("pt-1 pl-3 text-xs", RISK_TEXT[risk.band])}>{risk.band}</td>
        </tr>
      </tfoot>
    </table>
  );
}
