"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { mitigationListOptions } from "@/lib/client/queries/mitigations";
import { formatCount } from "@/lib/domain/say-count";

/** Tells the owners that controls are not what they are said to be, or wait for their review; nothing otherwise. */
export function MitigationAlert() {
  const { data } = useInfiniteQuery(mitigationListOptions({}));
  const counts = data?.pages[0]?.counts;
  const withdrawn = counts?.standings.withdrawn ?? 0;
  const due = counts?.reviewDue ?? 0;
  if (withdrawn === 0 && due === 0) return null;
  return (
    <ul className="flex flex-col gap-1 pb-2">
      {withdrawn > 0 ? (
        <li>
          <Link
            href="/vulnerabilities/mitigations?standing=withdrawn"
            className="rounded-sm font-medium text-risk-critical-text underline underline-offset-2"
          >
            {withdrawn === 1
              ? "1 mitigation lost its credit"
              : `${formatCount(withdrawn)} mitigations lost their credit`}
          </Link>
          <span className="text-muted">: something seen speaks against {withdrawn === 1 ? "it" : "them"}</span>
        </li>
      ) : null}
      {due > 0 ? (
        <li>
          <Link
            href="/vulnerabilities/mitigations?standing=holds"
            className="rounded-sm text-risk-medium-text underline underline-offset-2"
          >
            {due === 1 ? "1 mitigation is due for review" : `${formatCount(due)} mitigations are due for review`}
          </Link>
        </li>
      ) : null}
    </ul>
  );
}
