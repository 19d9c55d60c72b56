"use client";

import { useState } from "react";
import { AcceptDialog, acceptVerb } from "@/components/conflicts/accept-dialog";
import { CONFLICT_TITLES } from "@/components/conflicts/conflict-titles";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import type { DeviceDetail } from "@/lib/contracts/devices";
import { CitationText } from "../citation-text";
import { useUndo } from "../use-decide";
import { WireText } from "../wire-text";

type Conflict = DeviceDetail["conflicts"][number];

interface ConflictListProps {
  readonly deviceId: string;
  readonly conflicts: readonly Conflict[];
}

/** What contradicts itself: it waits for a person, or somebody accepted it and said why. */
export function ConflictList({ deviceId, conflicts }: ConflictListProps) {
  const canDecide = useCan("devices.decide");
  const { undo } = useUndo();
  const [accepting, setAccepting] = useState<Conflict | null>(null);
  if (conflicts.length === 0) return null;
  return (
    <div className="flex flex-col gap-2 pb-6">
      {conflicts.map((conflict) => {
        const { accepted } = conflict;
        return (
          <Callout
            key={`${conflict.key} ${conflict.summary}`}
            tone={accepted ? "info" : "warn"}
            title={CONFLICT_TITLES[conflict.kind]}
            action={
              !canDecide ? null : accepted ? (
                <Button
                  size="sm"
                  tone="quiet"
                  onClick={() => undo([accepted.decisionId], "the accepted contradiction")}
                >
                  Take back
                </Button>
              ) : (
                <Button size="sm" tone="quiet" onClick={() => setAccepting(conflict)}>
                  {acceptVerb(conflict.kind)}…
                </Button>
              )
            }
          >
            <WireText text={conflict.summary} isWrapped />
            {accepted ? (
              <p className="text-muted text-xs">
                Accepted by <bdi>{accepted.actor}</bdi>: <WireText text={accepted.reason} isWrapped />
              </p>
            ) : null}
            {conflict.citations.length > 0 ? (
              <div className="mt-1 flex flex-wrap gap-x-4">
                {conflict.citations.slice(0, 6).map((it) => (
                  <CitationText key={`${it.fileSha256} ${it.position}`} citation={it} />
                ))}
              </div>
            ) : null}
          </Callout>
        );
      })}
      {accepting ? (
        <AcceptDialog deviceIds={[deviceId]} conflict={accepting} onClose={() => setAccepting(null)} />
      ) : null}
    </div>
  );
}
