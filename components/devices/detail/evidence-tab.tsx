"use client";

import { useState } from "react";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { Table, Td, Th } from "@/components/ui/table";
import { formatCount } from "@/lib/client/format-number";
import type { ClaimDto, DeviceDetail } from "@/lib/contracts/devices";
import { CitationText } from "../citation-text";
import { FIELD_LABELS, MONO_FIELDS } from "../field-labels";
import { MarkShape } from "../provenance-mark";
import { ReasonDialog } from "../reason-dialog";
import { TimeAgo } from "../time-ago";
import { useDecide } from "../use-decide";
import { WireText } from "../wire-text";
import { Section } from "./section";

type Join = DeviceDetail["joins"][number];

/** Every statement that the record rests on, and why its parts are one device. */
export function EvidenceTab({ detail }: { readonly detail: DeviceDetail }) {
  const claims = detail.fields.flatMap((field) => [
    { field: field.field, claim: field.claim, part: "chosen" },
    ...field.agreeing.map((claim) => ({ field: field.field, claim, part: "agrees" })),
    ...field.dissenting.map((claim) => ({ field: field.field, claim, part: "disagrees" })),
  ]);
  return (
    <>
      <JoinList deviceId={detail.row.id} joins={detail.joins} />
      <Section title="Statements" count={claims.length}>
        <Table aria-label="Statements">
          <thead>
            <tr>
              <Th>Field</Th>
              <Th>Value</Th>
              <Th>Part</Th>
              <Th>Said by</Th>
              <Th isNumber>Times</Th>
              <Th>First</Th>
              <Th>Last</Th>
              <Th>Where</Th>
            </tr>
          </thead>
          <tbody>
            {claims.map(({ field, claim, part }, at) => (
              <tr key={`${field} ${part} ${keyOf(claim)}`} className="hover:bg-hover">
                <Td className="whitespace-nowrap text-muted">
                  {claims[at - 1]?.field === field ? (
                    <span className="sr-only">{FIELD_LABELS[field]}</span>
                  ) : (
                    FIELD_LABELS[field]
                  )}
                </Td>
                <Td className="max-w-90">
                  <WireText text={claim.value} isMono={MONO_FIELDS.has(field)} isWrapped />
                </Td>
                <Td className={part === "disagrees" ? "text-risk-high-text" : "text-muted"}>{part}</Td>
                <Td className="whitespace-nowrap">
                  <span className="inline-flex items-center gap-1.5">
                    <MarkShape mark={claim.mark} hasConflict={false} />
                    {claim.protocol}
                  </span>
                </Td>
                <Td isNumber>{formatCount(claim.count)}</Td>
                <Td className="whitespace-nowrap">
                  <TimeAgo at={claim.firstSeenAt} />
                </Td>
                <Td className="whitespace-nowrap">
                  <TimeAgo at={claim.lastSeenAt} />
                </Td>
                <Td className="max-w-60">
                  <CitationText citation={claim.citation} />
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </Section>
    </>
  );
}

function keyOf(claim: ClaimDto): string {
  return [claim.protocol, claim.value, claim.mark, claim.citation.fileSha256, claim.citation.position].join(" ");
}

function JoinList({ deviceId, joins }: { readonly deviceId: string; readonly joins: readonly Join[] }) {
  const canEdit = useCan("devices.edit");
  const [splitting, setSplitting] = useState<Join | null>(null);
  const decide = useDecide();
  if (joins.length === 0) return null;
  return (
    <Section title="Why this is one device" count={joins.length}>
      <ul>
        {joins.map((join) => (
          <li
            key={`${join.identifierA} ${join.identifierB} ${join.reason}`}
            className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-1 border-b py-1"
          >
            <span className="flex min-w-0 max-w-full items-baseline gap-2 font-mono text-xs">
              <bdi className="truncate" title={join.a}>
                {join.a}
              </bdi>
              <span className="font-sans text-muted">with</span>
              <bdi className="truncate" title={join.b}>
                {join.b}
              </bdi>
            </span>
            <span className="min-w-0 flex-1 text-soft">
              <WireText text={join.reason} isWrapped />
            </span>
            {join.citation ? <CitationText citation={join.citation} /> : null}
            {canEdit ? (
              <Button size="sm" tone="quiet" onClick={() => setSplitting(join)}>
                These are two…
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {splitting ? (
        <ReasonDialog
          title="Keep them apart"
          description={`${splitting.a} and ${splitting.b} will be two devices, whatever later imports say. You can undo it.`}
          verb="Keep apart"
          isBusy={decide.isPending}
          error={decide.error}
          onClose={() => setSplitting(null)}
          onSubmit={(reason) =>
            decide.mutate(
              {
                decision: {
                  kind: "forbid-merge",
                  deviceIds: [deviceId],
                  identifierA: splitting.identifierA,
                  identifierB: splitting.identifierB,
                  reason,
                },
                done: `Kept ${splitting.a} and ${splitting.b} apart`,
              },
              { onSuccess: () => setSplitting(null) },
            )
          }
        />
      ) : null}
    </Section>
  );
}
