"use client";

import { Table, Td, Th } from "@/components/ui/table";
import type { ClaimDto, DeviceDetail } from "@/lib/contracts/devices";
import { formatCount } from "@/lib/domain/say-count";
import { CitationText } from "../citation-text";
import { factOf } from "../cited-fact";
import { FIELD_LABELS, fieldText, MONO_FIELDS } from "../field-labels";
import { MarkShape } from "../provenance-mark";
import { TimeAgo } from "../time-ago";
import { WireText } from "../wire-text";
import { Section } from "./section";
import { WhyOneDevice } from "./why-one-device";

/** Every statement that the record rests on, and why its parts are one device. */
export function EvidenceTab({ detail }: { readonly detail: DeviceDetail }) {
  const claims = detail.fields.flatMap((field) => [
    { field: field.field, claim: field.claim, part: "chosen" },
    ...field.agreeing.map((claim) => ({ field: field.field, claim, part: "agrees" })),
    ...field.dissenting.map((claim) => ({ field: field.field, claim, part: "disagrees" })),
  ]);
  return (
    <>
      <WhyOneDevice detail={detail} />
      <Section title="Statements" count={claims.length}>
        <Table isStacked aria-label="Statements">
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
                <Td head="Value" className="min-w-40 max-w-90">
                  <WireText text={fieldText(field, claim.value)} isMono={MONO_FIELDS.has(field)} isWrapped />
                </Td>
                <Td head="Part" className={part === "disagrees" ? "text-risk-high-text" : "text-muted"}>
                  {part}
                </Td>
                <Td head="Said by" className="whitespace-nowrap">
                  <span className="inline-flex items-center gap-1.5">
                    <MarkShape mark={claim.mark} hasConflict={false} />
                    {claim.protocol}
                  </span>
                </Td>
                <Td head="Times" isNumber>
                  {formatCount(claim.count)}
                </Td>
                <Td head="First" className="whitespace-nowrap">
                  <TimeAgo at={claim.firstSeenAt} />
                </Td>
                <Td head="Last" className="whitespace-nowrap">
                  <TimeAgo at={claim.lastSeenAt} />
                </Td>
                <Td head="Where" className="max-w-60">
                  <CitationText citation={claim.citation} fact={factOf(claim)} />
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
