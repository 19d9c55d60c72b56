import { clsx } from "clsx";
import { DECISION_WORDS, type FindingDecision } from "@/lib/domain/finding/finding";

/** What to do, in a plant's words; SSVC's own outcome in the title. */
export function DecisionWord({ decision }: { readonly decision: FindingDecision }) {
  return (
    <span
      title={`SSVC: ${decision}`}
      className={clsx(
        "whitespace-nowrap",
        decision === "immediate" && "font-medium text-risk-critical-text",
        decision === "out-of-cycle" && "font-medium text-risk-high-text",
        decision === "defer" && "text-muted",
      )}
    >
      {DECISION_WORDS[decision]}
    </span>
  );
}
