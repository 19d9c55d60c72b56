import { clsx } from "clsx";
import { HoverCard } from "@/components/ui/hover-card";
import type { ClaimDto, DeviceFieldDto } from "@/lib/contracts/devices";
import { CitationText } from "./citation-text";
import { factOf } from "./cited-fact";
import { FIELD_LABELS } from "./field-labels";
import { TimeAgo } from "./time-ago";

export type Mark = DeviceFieldDto["mark"];

export const MARK_WORDS: Readonly<Record<Mark, string>> = {
  passive: "seen on the wire",
  active: "answered to a query",
  declared: "declared by a person",
  inferred: "inferred",
  pinned: "pinned by a person",
};

interface MarkShapeProps {
  readonly mark: Mark;
  readonly hasConflict: boolean;
}

/** How a value came to be known, as a quiet shape: dot, ring, square, half ring, pin. A conflict adds its own. */
export function MarkShape({ mark, hasConflict }: MarkShapeProps) {
  const words = `${MARK_WORDS[mark]}${hasConflict ? ", others disagree" : ""}`;
  return (
    <span role="img" aria-label={words} title={words} className="inline-flex shrink-0 items-center gap-0.5 text-muted">
      <svg aria-hidden viewBox="0 0 10 10" width={10} height={10}>
        {mark === "passive" ? <circle cx="5" cy="5" r="2.5" fill="currentColor" /> : null}
        {mark === "active" ? <circle cx="5" cy="5" r="3" fill="none" stroke="currentColor" strokeWidth="1.4" /> : null}
        {mark === "declared" ? (
          <rect x="2.3" y="2.3" width="5.4" height="5.4" fill="none" stroke="currentColor" strokeWidth="1.4" />
        ) : null}
        {mark === "inferred" ? (
          <path d="M2 6.2c1-3 2-3 3-1.2s2 1.8 3-1.2" fill="none" stroke="currentColor" strokeWidth="1.4" />
        ) : null}
        {mark === "pinned" ? <path d="M5 1.2 8.4 4.6 5 8 1.6 4.6Z" fill="currentColor" /> : null}
      </svg>
      {hasConflict ? <ConflictShape /> : null}
    </span>
  );
}

export function ConflictShape() {
  return (
    <svg aria-hidden viewBox="0 0 10 10" width={10} height={10} className="shrink-0 text-risk-high-text">
      <path
        d="M1 3.4h6.2M5.2 1.2l2.3 2.2M9 6.6H2.8M4.8 8.8 2.5 6.6"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.3"
      />
    </svg>
  );
}

/** The mark with its story one hover, press or focus away: who said so, when, in which frame, and who disagrees. */
export function ProvenanceMark({ field, className }: { readonly field: DeviceFieldDto; readonly className?: string }) {
  return (
    <HoverCard
      label={`Where the ${FIELD_LABELS[field.field].toLowerCase()} comes from`}
      className={clsx("inline-flex h-6 min-w-6 items-center justify-center rounded-sm hover:bg-hover", className)}
      trigger={<MarkShape mark={field.mark} hasConflict={field.dissenting.length > 0} />}
    >
      <p className="font-medium first-letter:uppercase">{field.reason}</p>
      <div className="mt-1.5 flex flex-col gap-1.5">
        <ClaimLine claim={field.claim} />
        {field.agreeing.length > 0 ? (
          <p className="text-muted text-xs">
            Agreeing: {[...new Set(field.agreeing.map((it) => it.protocol))].join(", ")}
          </p>
        ) : null}
        {field.dissenting.length > 0 ? (
          <div className="border-t pt-1.5">
            <p className="label-quiet flex items-center gap-1 pb-1">
              <ConflictShape /> Others say
            </p>
            {field.dissenting.slice(0, 4).map((claim) => (
              <ClaimLine key={`${claim.protocol} ${claim.value} ${claim.citation.fileSha256}`} claim={claim} hasValue />
            ))}
          </div>
        ) : null}
      </div>
    </HoverCard>
  );
}

/** One statement: who, how, when, how often, where. */
export function ClaimLine({ claim, hasValue }: { readonly claim: ClaimDto; readonly hasValue?: boolean }) {
  return (
    <div className="min-w-0">
      {hasValue ? (
        <bdi dir="auto" className="block truncate" title={claim.value}>
          {claim.value}
        </bdi>
      ) : null}
      <p className="text-soft text-xs">
        {claim.protocol}, {MARK_WORDS[claim.mark]}
        {claim.count > 1 ? `, ${claim.count.toLocaleString("en-GB")} times` : ""}
        {claim.lastSeenAt ? (
          <>
            , last <TimeAgo at={claim.lastSeenAt} />
          </>
        ) : null}
      </p>
      <CitationText citation={claim.citation} fact={factOf(claim)} />
    </div>
  );
}
