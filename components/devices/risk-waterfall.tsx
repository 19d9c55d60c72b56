import { clsx } from "clsx";
import type { RiskExplanationDto } from "@/lib/contracts/risk";
import { CitationText } from "./citation-text";
import { foldSmallest, type WaterfallRow, waterfallSteps } from "./prepare-waterfall";
import { RISK_TEXT } from "./risk-bar";

const SIDE_FILLS: Readonly<Record<WaterfallRow["side"], string>> = {
  likelihood: "bg-risk-high",
  impact: "bg-control",
  mitigation: "bg-present",
};

function signed(points: number): string {
  const rounded = Math.abs(points) < 9.95 ? Math.round(points * 10) / 10 : Math.round(points);
  return rounded > 0 ? `+${rounded}` : `${rounded}`.replace("-", "−");
}

interface RiskWaterfallProps {
  readonly risk: RiskExplanationDto;
  /** The page says why and where it was read; elsewhere the bars stand alone. */
  readonly hasReasons?: boolean;
  /** More rows than this become "n smaller factors". */
  readonly maxRows?: number;
}

/** What makes up the score, as a table whose last column draws it. */
export function RiskWaterfall({ risk, hasReasons, maxRows = Number.POSITIVE_INFINITY }: RiskWaterfallProps) {
  const rows = waterfallSteps(foldSmallest(risk.waterfall, maxRows));
  return (
    <table className="w-full table-fixed border-collapse text-left">
      <caption className="sr-only">What makes up the risk score of {risk.score}</caption>
      <colgroup>
        <col />
        <col className="w-11" />
        <col className="w-[44%]" />
      </colgroup>
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
            <th scope="row" className={clsx("pr-2 font-normal", hasReasons ? "py-1" : "py-px")}>
              <span
                title={hasReasons ? undefined : `${row.label}: ${row.because}`}
                className={clsx("block", hasReasons ? "[overflow-wrap:anywhere]" : "truncate")}
              >
                <bdi>{row.label}</bdi>
              </span>
              {hasReasons ? <Reason row={row} /> : null}
            </th>
            <td className={clsx("text-right text-soft", hasReasons ? "py-1" : "py-px")}>{signed(row.points)}</td>
            <td className={clsx("pl-3", hasReasons ? "py-1" : "py-px")}>
              <span aria-hidden className="mt-[7px] block h-1.5 border-line border-l">
                <span
                  className={clsx("block h-full min-w-[3px] rounded-[1px]", SIDE_FILLS[row.side])}
                  style={{ marginLeft: `${row.fromPercent}%`, width: `${row.widthPercent}%` }}
                />
              </span>
            </td>
          </tr>
        ))}
      </tbody>
      {hasReasons ? (
        <tfoot>
          <tr className="border-t">
            <th scope="row" className="pt-1.5 font-medium">
              Score
            </th>
            <td className={clsx("pt-1.5 text-right font-semibold", RISK_TEXT[risk.band])}>{risk.score}</td>
            <td className={clsx("pt-1.5 pl-3", RISK_TEXT[risk.band])}>{risk.band}</td>
          </tr>
        </tfoot>
      ) : null}
    </table>
  );
}

function Reason({ row }: { readonly row: WaterfallRow }) {
  return (
    <span className="block text-muted text-xs [overflow-wrap:anywhere]">
      <span className="inline-block first-letter:uppercase">
        <bdi>{row.because}</bdi>
      </span>
      {row.citation ? (
        <>
          {" "}
          <CitationText citation={row.citation} />
        </>
      ) : null}
    </span>
  );
}

/** The number that someone decides on, large, with its word. */
export function RiskScore({ risk }: { readonly risk: Pick<RiskExplanationDto, "score" | "band"> }) {
  return (
    <p className="flex items-baseline gap-2">
      <span className={clsx("font-semibold text-xl", RISK_TEXT[risk.band])}>{risk.score}</span>
      <span className={RISK_TEXT[risk.band]}>{risk.band}</span>
      <span className="text-muted text-xs">of 100</span>
    </p>
  );
}
