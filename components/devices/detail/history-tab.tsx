"use client";

import { useQuery } from "@tanstack/react-query";
import { LookBack } from "@/components/activity/look-back";
import { QueryProblem } from "@/components/shell/query-problem";
import { Button } from "@/components/ui/button";
import { SkeletonRows } from "@/components/ui/skeleton";
import { formatUtc } from "@/lib/client/format-time";
import { deviceTimelineOptions } from "@/lib/client/queries/devices";
import type { TimelineEventDto } from "@/lib/contracts/devices";
import { countOf } from "@/lib/domain/say-count";
import { CitationText } from "../citation-text";
import { useUndo } from "../use-decide";
import { WireText } from "../wire-text";

const KIND_WORDS: Readonly<Record<TimelineEventDto["kind"], string>> = {
  "first-seen": "first seen",
  "last-seen": "last seen",
  identity: "identity",
  service: "service",
  address: "address",
  decision: "decision",
  conflict: "conflict",
};

/** What happened to it, newest first. Times are UTC; what has no time stands last. */
export function HistoryTab({ deviceId }: { readonly deviceId: string }) {
  const { data, error, refetch } = useQuery(deviceTimelineOptions(deviceId));
  const { undo, isBusy } = useUndo();
  if (error) return <QueryProblem error={error} refetch={refetch} />;
  if (!data) return <SkeletonRows count={8} columns={["w-36", "w-16", "w-80", "w-40"]} />;
  if (data.items.length === 0) return <p className="text-muted">Nothing has a time or a decision yet.</p>;
  return (
    <>
      <div className="flex justify-end pb-2">
        <LookBack path={`/devices/${deviceId}`} what="this device" />
      </div>
      <ol>
        {data.items.map((event, at) => (
          <li
            key={event.id}
            className="grid grid-cols-[minmax(0,1fr)] items-center gap-x-4 border-b py-1.5 md:min-h-8 md:grid-cols-[160px_72px_minmax(0,1fr)_minmax(0,240px)_64px] md:py-0.5"
          >
            <span className="whitespace-nowrap text-muted text-xs">
              {event.at === null ? (
                "time unknown"
              ) : formatUtc(event.at) === formatUtc(data.items[at - 1]?.at ?? "") ? (
                <span className="sr-only">{formatUtc(event.at)}</span>
              ) : (
                formatUtc(event.at)
              )}
            </span>
            <span className="text-muted text-xs">
              {KIND_WORDS[event.kind] === event.summary.toLowerCase() ? null : KIND_WORDS[event.kind]}
            </span>
            <WireText text={event.summary} isWrapped className={event.kind === "decision" ? "font-medium" : ""} />
            <span className="min-w-0">{event.citation ? <CitationText citation={event.citation} /> : null}</span>
            {event.decisionId ? (
              <Button
                size="sm"
                tone="quiet"
                disabled={isBusy}
                onClick={() => undo([event.decisionId ?? ""], event.summary)}
              >
                Undo
              </Button>
            ) : null}
          </li>
        ))}
      </ol>
      {data.omitted > 0 ? (
        <p className="pt-2 text-muted">
          {countOf(data.omitted, "earlier event is", "earlier events are")} not listed: too many for one page.
        </p>
      ) : null}
    </>
  );
}
