"use client";

import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useEffect, useRef } from "react";
import { refreshInventory } from "@/lib/client/decisions";
import { timeAgo } from "@/lib/client/format-time";
import { importListOptions, isWorkedOn } from "@/lib/client/queries/imports";
import { useNowMs } from "@/lib/client/use-now";

/** How old what we know is, or what is being read now. Leads to Discovery; brings lists up to date when one ends. */
export function Freshness() {
  const nowMs = useNowMs();
  // Not asked for on the server: a query that waits there would keep Discovery from using what its page has loaded.
  return nowMs === null ? null : <KnownFreshness nowMs={nowMs} />;
}

function KnownFreshness({ nowMs }: { readonly nowMs: number }) {
  const client = useQueryClient();
  const latest = useInfiniteQuery(importListOptions()).data?.pages[0]?.items;
  // Of several, the one that a worker has in hand says more than those that wait behind it.
  const running = latest?.find(({ state }) => state === "reading" || state === "merging") ?? latest?.find(isWorkedOn);
  // By the newest end, not by what runs: a short import may never be seen running.
  const endedAt = latest?.reduce(
    (newest, { finishedAt }) => ((finishedAt ?? "") > newest ? (finishedAt ?? "") : newest),
    "",
  );
  const endedBefore = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (endedBefore.current !== undefined && endedBefore.current !== endedAt) refreshInventory(client);
    endedBefore.current = endedAt;
  }, [endedAt, client]);

  if (!latest) return null;
  const last = latest.find((it) => it.state === "done" && it.finishedAt !== null);
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
