"use client";

import { type ReactNode, useState } from "react";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import type { DeviceDetail } from "@/lib/contracts/devices";
import { CitationText } from "../citation-text";
import { DecisionDialog } from "../decision-dialog";
import { DecisionPreview } from "../decision-preview";
import { MergeDialog } from "../merge-dialog";
import type { DecisionInput } from "../use-decide";
import { WireText } from "../wire-text";
import { JoinPicture } from "./join-picture";
import { Section } from "./section";

type Join = DeviceDetail["joins"][number];
const STRENGTH_WORDS = { 3: "for life", 2: "as configured", 1: "a hint or a lease" } as const;

/** The identifiers that make this one device: how they hang together, how strong they are, where it was read. */
export function WhyOneDevice({ detail }: { readonly detail: DeviceDetail }) {
  const canEdit = useCan("devices.edit");
  const [splitting, setSplitting] = useState<number | null>(null);
  const [isMerging, setIsMerging] = useState(false);
  const { joins, identifiers } = detail;
  const join = splitting === null ? undefined : joins[splitting];
  return (
    <>
      <Section
        title="Why one device?"
        count={identifiers.length}
        action={
          canEdit ? (
            <Button size="sm" onClick={() => setIsMerging(true)}>
              Merge with another…
            </Button>
          ) : null
        }
      >
        <JoinPicture detail={detail} chosen={splitting} />
        <ul aria-label="Identifiers" className="flex flex-wrap gap-x-6 gap-y-1 pb-4">
          {identifiers.map((it) => (
            <li key={it.key} className="min-w-0 max-w-full">
              <bdi className="block truncate font-mono text-xs" title={it.text}>
                {it.text}
              </bdi>
              <span className="text-muted text-xs">
                {STRENGTH_WORDS[it.strength]}
                {it.isAnchor ? ", decisions hold on to it" : ""}
              </span>
            </li>
          ))}
        </ul>
        {joins.length === 0 ? (
          <p className="text-muted">One card or address alone makes this device: there is nothing to split.</p>
        ) : (
          <ul aria-label="Joins">
            {joins.map((it, index) => (
              <li
                key={`${it.identifierA} ${it.identifierB} ${it.reason}`}
                className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-1 border-b py-1"
              >
                <span className="flex min-w-0 max-w-full items-baseline gap-2 font-mono text-xs">
                  <bdi className="truncate" title={it.a}>
                    {it.a}
                  </bdi>
                  <span className="font-sans text-muted">with</span>
                  <bdi className="truncate" title={it.b}>
                    {it.b}
                  </bdi>
                </span>
                <span className="min-w-0 flex-1 text-soft max-md:basis-full">
                  <WireText text={it.reason} isWrapped />
                </span>
                {it.citation ? <CitationText citation={it.citation} /> : null}
                {canEdit ? (
                  <Button size="sm" tone="quiet" onClick={() => setSplitting(index)}>
                    What if I split here?
                  </Button>
                ) : null}
              </li>
            ))}
          </ul>
        )}
      </Section>
      {join ? <SplitDialog deviceId={detail.row.id} join={join} onClose={() => setSplitting(null)} /> : null}
      {isMerging ? <MergeDialog device={detail.row} onClose={() => setIsMerging(false)} /> : null}
    </>
  );
}

interface SplitDialogProps {
  readonly deviceId: string;
  readonly join: Pick<Join, "a" | "b" | "identifierA" | "identifierB">;
  /** Which of several joins it is, to be chosen. */
  readonly choice?: ReactNode;
  readonly onClose: () => void;
}

/** Both halves before deciding; later evidence goes to the half that it speaks of. */
export function SplitDialog({ deviceId, join, choice, onClose }: SplitDialogProps) {
  const { identifierA, identifierB } = join;
  const decision = (reason: string): DecisionInput => ({
    kind: "forbid-merge",
    deviceIds: [deviceId],
    identifierA,
    identifierB,
    reason,
  });
  return (
    <DecisionDialog
      title="Split here"
      description={`${join.a} and ${join.b} will be two devices, whatever later imports say: each gets what is said of it. You can undo it.`}
      verb="Keep them apart"
      width="md"
      onClose={onClose}
      decision={decision}
      done={`Kept ${join.a} and ${join.b} apart`}
    >
      {choice}
      <DecisionPreview key={`${identifierA} ${identifierB}`} decision={decision("preview")} />
    </DecisionDialog>
  );
}
