"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { siteListOptions } from "@/lib/client/queries/sites";
import { rescoped } from "@/lib/client/site-scope";
import { isEverywhere } from "@/lib/domain/site-scope";
import { sayScope } from "./say-scope";
import { useKnownScope } from "./scope-context";

/** Above a page that shows one site or realm: which, what is left out, and the way back to all. */
export function ScopeLine() {
  const { shown, grain } = useKnownScope();
  const pathname = usePathname();
  const search = useSearchParams();
  const sites = useQuery(siteListOptions()).data?.items;
  if (shown === null || isEverywhere(shown) || !sites) return null;
  const { name, leftOut } = sayScope(shown, sites, grain ?? "realm");
  return (
    <p className="flex shrink-0 flex-wrap gap-x-3 border-b bg-selected px-4 py-1.5 text-xs md:px-6">
      <span className="min-w-0 max-w-full truncate">
        Only <bdi className="font-medium">{name}</bdi>
        {leftOut ? `: ${leftOut}.` : "."}
      </span>
      <Link href={rescoped(pathname, new URLSearchParams(search), {})} className="rounded-sm underline print:hidden">
        Show all sites
      </Link>
    </p>
  );
}
