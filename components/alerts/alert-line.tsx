"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { alertListOptions } from "@/lib/client/queries/alerts";

/** Open alerts in one line, where there is no room for more. */
export function AlertLine() {
  const { data } = useQuery(alertListOptions());
  const open = data?.items.filter(({ isOpen }) => isOpen) ?? [];
  if (open.length === 0) return null;
  return (
    <p className="border-b px-4 py-2 md:px-6">
      <Link href="/activity" className="rounded-sm text-risk-medium-text underline underline-offset-2">
        {open[0]?.title}
        {open.length > 1 ? `, and ${open.length - 1} more` : ""}
      </Link>
      <span className="text-muted">: none of them waits here</span>
    </p>
  );
}
