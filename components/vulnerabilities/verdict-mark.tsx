import { clsx } from "clsx";
import type { FindingRowDto } from "@/lib/contracts/findings";

const CONFIDENCE: Readonly<Record<NonNullable<FindingRowDto["confidence"]>, string>> = {
  exact: "exact product and version",
  range: "product named, version inside the range",
  family: "by its product family",
};

type Judged = Pick<FindingRowDto, "kind" | "verdict" | "confidence">;

/** Filled: certain. Hollow: a question is open. Struck: somebody overruled it. Never by colour alone. */
export function VerdictMark({ finding: { kind, verdict, confidence } }: { readonly finding: Judged }) {
  const word =
    verdict === "possible"
      ? "Possible"
      : verdict === "not-affected"
        ? "Not affected"
        : kind === "hardening"
          ? "Seen"
          : "Affected";
  return (
    <span
      className={clsx(
        "inline-flex items-center gap-1.5 whitespace-nowrap",
        verdict === "not-affected" && "text-muted line-through",
        verdict === "possible" && "text-soft",
      )}
      title={confidence ? CONFIDENCE[confidence] : undefined}
    >
      <span
        aria-hidden
        className={clsx(
          "size-2 rounded-full border",
          verdict === "affected" ? "border-risk-critical bg-risk-critical" : "border-control",
        )}
      />
      {word}
    </span>
  );
}
