"use client";

import { clsx } from "clsx";
import { usePacketPlace } from "@/components/packets/use-packet-place";
import { useCan } from "@/components/shell/session-context";
import type { CitationDto } from "@/lib/contracts/primitives";
import { OPERATIONS, type Operation, type OperationCounts, type OperationPositions } from "@/lib/domain/flow/flow";
import { formatCount } from "@/lib/domain/say-count";
import { positionText } from "./citation-text";

const CHANGING: ReadonlySet<Operation> = new Set(["write", "control", "program", "firmware"]);

interface OperationsTextProps {
  readonly operations: OperationCounts;
  /** Of one flow: where the first of each operation stands, and in which file. */
  readonly read?: { readonly positions: OperationPositions; readonly citation: CitationDto };
}

/** What was done in an OT protocol: what changes the process stands first and darker; pressed, it shows the packet. */
export function OperationsText({ operations, read }: OperationsTextProps) {
  const mayOpen = useCan("packets.read");
  const { open } = usePacketPlace();
  const done = [...OPERATIONS].reverse().filter((it) => (operations[it] ?? 0) > 0);
  if (done.length === 0) return null;
  return (
    <span className="flex flex-wrap gap-x-2">
      {done.map((it) => {
        const words = `${it} ${formatCount(operations[it] ?? 0)}`;
        const className = clsx("whitespace-nowrap", CHANGING.has(it) ? "font-medium text-ink" : "text-muted");
        const position = read?.positions[it];
        if (!read || position === undefined) {
          return (
            <span key={it} className={className}>
              {words}
            </span>
          );
        }
        const citation = { ...read.citation, position };
        const title = `First at ${positionText(citation)} of ${citation.fileName}`;
        return mayOpen ? (
          <button
            key={it}
            type="button"
            title={title}
            onClick={() => open(citation)}
            className={clsx(
              className,
              "min-h-6 rounded-sm underline decoration-line-strong underline-offset-2 hover:decoration-current",
            )}
          >
            {words}
          </button>
        ) : (
          <span key={it} title={title} className={className}>
            {words}
          </span>
        );
      })}
    </span>
  );
}
