"use client";

import { useState } from "react";
import { useUndo } from "@/components/devices/use-decide";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import type { FindingDetailDto } from "@/lib/contracts/findings";
import { OverruleDialog } from "./overrule-dialog";

const ENDED = {
  holds: "",
  expired: " It has expired, so the documents’ word holds again.",
  "evidence-changed": " What it was said about has changed, so the documents’ word holds again.",
} as const;

/** What a person said against the documents, and the way to say it. */
export function OverruleWord({ detail }: { readonly detail: FindingDetailDto }) {
  const { overruled, row } = detail;
  const mayDecide = useCan("findings.decide");
  const { undo, isBusy } = useUndo();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      {overruled ? (
        <p className="text-soft">
          {overruled.actor} said {overruled.verdict === "affected" ? "affected" : "not affected"}
          {overruled.expiresAt ? ` until ${overruled.expiresAt.slice(0, 10)}` : ""}: <bdi>{overruled.reason}</bdi>.
          {ENDED[overruled.state]} Without it: {overruled.was.replace("-", " ")}.
        </p>
      ) : null}
      {mayDecide ? (
        <p className="flex gap-2 pt-1">
          {overruled?.state === "holds" ? (
            <Button size="sm" isBusy={isBusy} onClick={() => undo([overruled.decisionId], `the verdict on ${row.key}`)}>
              Take the word back
            </Button>
          ) : (
            <Button size="sm" onClick={() => setIsOpen(true)}>
              Overrule…
            </Button>
          )}
        </p>
      ) : null}
      {isOpen ? <OverruleDialog row={row} onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}
