"use client";

import { type CitedFact, usePacketPlace } from "@/components/packets/use-packet-place";
import { useCan } from "@/components/shell/session-context";
import type { CitationDto } from "@/lib/contracts/primitives";
import { recordUnit } from "@/lib/domain/packet/record-unit";

/** "frame 1,204", "line 17", "host 3": the file's own way of counting. */
export function positionText(citation: Pick<CitationDto, "format" | "position">): string {
  return `${recordUnit(citation.format)} ${citation.position.toLocaleString("en-GB")}`;
}

interface CitationTextProps {
  readonly citation: CitationDto;
  /** What is cited: marked in the packet. */
  readonly fact?: CitedFact;
}

/** Where a value was read; pressed, it opens the very packet or line for those who may see payloads. */
export function CitationText({ citation, fact }: CitationTextProps) {
  const mayOpen = useCan("packets.read");
  const { open } = usePacketPlace();
  // A pinned value was read nowhere: the reason beside it says who decided it, and why.
  if (citation.format === "decision") return <span className="text-muted text-xs">a person's decision</span>;
  const title = `${citation.fileName}, ${positionText(citation)}\nRealm ${citation.realm} · ${citation.format} · SHA-256 ${citation.fileSha256}`;
  const words = (
    <>
      <bdi className="truncate">{citation.fileName}</bdi>
      <span className="shrink-0">{positionText(citation)}</span>
    </>
  );
  const className = "inline-flex min-w-0 max-w-full items-baseline gap-1 font-mono text-muted text-xs";
  if (!mayOpen) {
    return (
      <span title={title} className={className}>
        {words}
      </span>
    );
  }
  return (
    <button
      type="button"
      title={title}
      onClick={(event) => {
        event.stopPropagation();
        open(citation, fact);
      }}
      className={`${className} min-h-6 items-center rounded-sm underline decoration-line-strong underline-offset-2 hover:text-ink hover:decoration-current`}
    >
      {words}
    </button>
  );
}
