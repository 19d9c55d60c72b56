import { clsx } from "clsx";
import type { DeviceRow } from "@/lib/contracts/devices";

export type RiskBand = DeviceRow["riskBand"];

export const RISK_FILLS: Readonly<Record<RiskBand, string>> = {
  low: "bg-risk-low",
  medium: "bg-risk-medium",
  high: "bg-risk-high",
  critical: "bg-risk-critical",
};
export const RISK_TEXT: Readonly<Record<RiskBand, string>> = {
  low: "text-risk-low-text",
  medium: "text-risk-medium-text",
  high: "text-risk-high-text",
  critical: "text-risk-critical-text",
};

interface RiskBarProps {
  /** 0 to 100. */
  readonly score: number;
  readonly band: RiskBand;
  /** The score of many devices: shown to one decimal, so that settling one of them is seen. */
  readonly isAggregate?: boolean;
  /** Also writes the band as a word. */
  readonly hasWord?: boolean;
  readonly className?: string;
}

/** Risk as a number, a length and a colour; the word is in the title, or beside it. */
export function RiskBar({ score, band, isAggregate, hasWord, className }: RiskBarProps) {
  const number = isAggregate ? score.toFixed(1) : String(Math.round(score));
  return (
    <span title={`Risk ${number} of 100, ${band}`} className={clsx("flex items-center gap-2", className)}>
      <span className={clsx("shrink-0 text-right font-medium", isAggregate ? "w-8" : "w-6")}>{number}</span>
      <span aria-hidden className="h-1.5 min-w-5 flex-1 overflow-hidden rounded-sm bg-track">
        <span className={clsx("block h-full", RISK_FILLS[band])} style={{ width: `${Math.max(score, 1)}%` }} />
      </span>
      {hasWord ? (
        <span className={clsx("w-12 shrink-0 text-xs", RISK_TEXT[band])}>{band}</span>
      ) : (
        <span className="sr-only">{band}</span>
      )}
    </span>
  );
}
