"use client";

import { formatUtc, timeAgo } from "@/lib/client/format-time";
import { useNowMs } from "@/lib/client/use-now";

interface TimeAgoProps {
  readonly at: string | null;
  /** What to say when the source states no time. */
  readonly unknownWord?: string;
  readonly className?: string;
}

/** "2 h ago", with the exact UTC in its title. Shows the date until the reader's clock is known. */
export function TimeAgo({ at, unknownWord = "unknown", className }: TimeAgoProps) {
  const nowMs = useNowMs();
  if (at === null) return <span className="text-muted">{unknownWord}</span>;
  return (
    <time dateTime={at} title={formatUtc(at, "source")} className={className}>
      {nowMs === null ? at.slice(0, 10) : timeAgo(at, nowMs)}
    </time>
  );
}
