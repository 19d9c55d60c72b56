import { clsx } from "clsx";
import type { LedgerDto } from "@/lib/contracts/imports";
import { formatCount } from "@/lib/domain/say-count";

const PARTS = [
  { outcome: "malformed", label: "malformed", fill: "bg-risk-high" },
  { outcome: "truncated", label: "cut off", fill: "bg-risk-medium" },
  { outcome: "ignored", label: "ignored", fill: "bg-line-strong" },
  { outcome: "parsed", label: "parsed", fill: "bg-control" },
] as const;

interface LedgerViewProps {
  readonly ledger: LedgerDto;
  /** The file's own way of counting: "frame", "line", "host". */
  readonly unit: string;
}

/** Every record in one of four places; what was not understood comes first, with its reason and its first place. */
export function LedgerView({ ledger, unit }: LedgerViewProps) {
  const reasons = [...ledger.reasons].sort((a, b) => RANK[a.outcome] - RANK[b.outcome] || b.count - a.count);
  return (
    <div className="flex max-w-200 flex-col gap-2">
      <div aria-hidden className="flex h-1.5 gap-px overflow-hidden rounded-sm">
        {PARTS.map(({ outcome, fill }) =>
          ledger[outcome] > 0 ? (
            <span key={outcome} className={clsx("h-full min-w-0.5", fill)} style={{ flexGrow: ledger[outcome] }} />
          ) : null,
        )}
      </div>
      <p className="text-soft text-xs">
        {PARTS.map(({ outcome, label }) => `${formatCount(ledger[outcome])} ${label}`).join(" + ")} ={" "}
        {formatCount(ledger.records)} {ledger.records === 1 ? unit : `${unit}s`}
      </p>
      {reasons.length > 0 ? (
        <ul className="text-xs">
          {reasons.map((row) => (
            <li key={`${row.outcome} ${row.reason}`} className="flex items-baseline gap-3 py-0.5">
              <span className="w-16 shrink-0 text-right">{formatCount(row.count)}</span>
              <span className="w-20 shrink-0 text-muted">{row.outcome === "truncated" ? "cut off" : row.outcome}</span>
              <span className="min-w-0 break-words">{row.reason}</span>
              <span className="shrink-0 text-muted">
                first at {unit} {formatCount(row.firstPosition)}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

const RANK = { malformed: 0, truncated: 1, ignored: 2, parsed: 3 } as const;
