"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { timeAgo } from "@/lib/client/format-time";
import { importListOptions, isRunning } from "@/lib/client/queries/imports";
import { useNowMs } from "@/lib/client/use-now";

/** How old what we know is, or what is being read now. Leads to Discovery. */
export function Freshness() {
  const nowMs = useNowMs();
  const { data } = useQuery(importListOptions());
  if (!data || nowMs === null) return null;
  const running = data.items.find(isRunning);
  const last = data.items.find((it) => it.state === "done" && it.finishedAt !== null);
  const text = running
    ? `${running.stage || "Importing"} ${Math.round(running.progress * 100)} %`
    : last?.finishedAt
      ? `Last import ${timeAgo(last.finishedAt, nowMs)}`
      : "Nothing imported yet";
  return (
    <Link
      href={running ? `/discovery/${running.id}` : "/discovery"}
      className="hidden max-w-72 truncate rounded-sm px-1 text-muted text-xs hover:text-ink lg:block"
      title={running ? running.stage : undefined}
    >
      {text}
    </Link>
  );
}
