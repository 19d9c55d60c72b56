import { clsx } from "clsx";
import { Progress } from "@/components/ui/progress";
import type { ImportSummary } from "@/lib/contracts/imports";

const WORDS: Readonly<Record<ImportSummary["state"], string>> = {
  receiving: "Receiving",
  queued: "Queued",
  reading: "Reading",
  merging: "Merging",
  done: "Done",
  failed: "Failed",
  cancelled: "Cancelled",
};

/** Where an import stands: a bar while it runs, a word when it ended. */
export function ImportStage({ one }: { readonly one: ImportSummary }) {
  if (one.state === "done" || one.state === "failed" || one.state === "cancelled") {
    return (
      <span className={clsx(one.state === "failed" ? "text-danger" : one.state === "cancelled" ? "text-muted" : "")}>
        {WORDS[one.state]}
      </span>
    );
  }
  return (
    <span className="flex flex-col gap-1">
      <span className="flex justify-between gap-2">
        <span className="truncate" title={one.stage}>
          {one.stage || WORDS[one.state]}
        </span>
        <span className="shrink-0 whitespace-nowrap text-muted">{Math.round(one.progress * 100)} %</span>
      </span>
      <Progress label={`${WORDS[one.state]}: ${one.stage}`} value={one.progress} />
    </span>
  );
}
