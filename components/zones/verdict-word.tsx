import { clsx } from "clsx";
import type { MatrixCell } from "@/lib/contracts/flow-matrix";

type Verdict = MatrixCell["verdict"];

const INKS: Readonly<Record<Verdict, string>> = {
  inside: "text-verdict-inside",
  violation: "text-danger",
  undecided: "text-muted",
};
const WORDS: Readonly<Record<Verdict, string>> = {
  inside: "inside a conduit",
  violation: "violation",
  undecided: "undecided",
};

/** Whether a path is as decided: frame, colour and word say the same. */
export function VerdictWord({ verdict, isSameZone }: { readonly verdict: Verdict; readonly isSameZone?: boolean }) {
  return (
    <span className={clsx("inline-flex items-center gap-1.5 whitespace-nowrap", INKS[verdict])}>
      <VerdictFrame verdict={verdict} />
      {isSameZone ? "within the zone" : WORDS[verdict]}
    </span>
  );
}

export function VerdictFrame({ verdict }: { readonly verdict: Verdict }) {
  return (
    <svg aria-hidden viewBox="0 0 12 12" width={12} height={12} className="shrink-0">
      <rect
        x="1.5"
        y="1.5"
        width="9"
        height="9"
        fill="none"
        stroke="currentColor"
        strokeWidth={verdict === "violation" ? 2.4 : 1.3}
        strokeDasharray={verdict === "undecided" ? "2 2" : undefined}
      />
    </svg>
  );
}
