"use client";

import { TimeAgo } from "@/components/devices/time-ago";
import { useUndo } from "@/components/devices/use-decide";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import type { DeviceAdvisoriesDto } from "@/lib/contracts/findings";

/** What people answered to questions of verdicts on the device; verdicts follow when an answer is taken back. */
export function AnswerList({ answers }: { readonly answers: DeviceAdvisoriesDto["answers"] }) {
  const mayAnswer = useCan("findings.decide");
  const { undo, isBusy } = useUndo();
  return (
    <ul className="flex flex-col">
      {answers.map((it) => (
        <li key={it.decisionId} className="flex flex-wrap items-baseline gap-x-3 gap-y-1 border-b py-2 last:border-b-0">
          <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
            <span className="font-medium">{it.answer === "yes" ? "Yes" : "No"}</span> to <bdi>{it.question}</bdi>
            <span className="block text-muted text-xs">
              <bdi>{it.actor}</bdi>, <TimeAgo at={it.at} />: <bdi>{it.reason}</bdi>
            </span>
          </span>
          {mayAnswer ? (
            <Button size="sm" isBusy={isBusy} onClick={() => undo([it.decisionId], `the answer to ${it.question}`)}>
              Take it back
            </Button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
