"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { EvidenceCardDto } from "@/lib/contracts/findings";

const SHOWN_AT_FIRST = 2;

/** Each leaf that was compared: observed, taken for, by which rule, what the document says, and how they compare. */
export function EvidenceSteps({ cards }: { readonly cards: readonly EvidenceCardDto[] }) {
  const [isWhole, setIsWhole] = useState(false);
  const shown = isWhole ? cards : cards.slice(0, SHOWN_AT_FIRST);
  if (cards.length === 0) return <p className="text-muted">Only the advisory’s title names the product.</p>;
  return (
    <>
      <ol className="flex flex-col gap-3">
        {shown.map((card) => (
          <li key={`${card.pointer} ${card.productId}`} className="border-l-2 pl-3">
            <dl className="grid grid-cols-[88px_minmax(0,1fr)] gap-y-1 [overflow-wrap:anywhere]">
              <Step label="Observed" text={card.observed} />
              <Step label="Taken for" text={card.normalised} />
              {card.rules.map((rule) => (
                <Step key={rule} label="By rule" text={rule} />
              ))}
              <Step label="Document" text={`${card.leafName}${card.leafRange ? ` · ${card.leafRange}` : ""}`} />
              <Step label="Place" text={`${card.document} ${card.pointer} (${card.productId})`} isMono />
              <Step label="Product" text={card.identity} />
              <Step label="Version" text={card.comparison} />
              <Step label="Status" text={card.statuses.map((it) => it.replaceAll("_", " ")).join(", ") || "none"} />
            </dl>
            {card.hasSourceConflict ? (
              <p className="text-risk-medium-text text-xs">
                The document contradicts itself here: its range and its product name say different versions.
              </p>
            ) : null}
          </li>
        ))}
      </ol>
      {cards.length > SHOWN_AT_FIRST ? (
        <Button size="sm" tone="quiet" className="mt-2" onClick={() => setIsWhole(!isWhole)}>
          {isWhole ? "Show fewer" : `Show all ${cards.length}`}
        </Button>
      ) : null}
    </>
  );
}

interface StepProps {
  readonly label: string;
  readonly text: string;
  readonly isMono?: boolean;
}

function Step({ label, text, isMono }: StepProps) {
  return (
    <>
      <dt className="text-muted">{label}</dt>
      <dd className={isMono ? "font-mono text-xs" : undefined}>
        <bdi dir="auto">{text}</bdi>
      </dd>
    </>
  );
}
