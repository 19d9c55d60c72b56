"use client";

import { useQuery } from "@tanstack/react-query";
import { usePathname, useSearchParams } from "next/navigation";
import { createContext, type ReactNode, use, useState } from "react";
import { siteListOptions } from "@/lib/client/queries/sites";
import { type ScopeGrain, scopedHref, scopeGrain, scopeOf } from "@/lib/client/site-scope";
import type { SiteDto } from "@/lib/contracts/sites";
import { isEverywhere, type SiteScope } from "@/lib/domain/site-scope";
import { siteOfScope } from "./say-scope";

interface KnownScope {
  /** What the page shows; null where a page always shows every site. */
  readonly shown: SiteScope | null;
  /** How finely the page is narrowed; null where it always shows every site. */
  readonly grain: ScopeGrain | null;
  /** What was chosen last: links to pages that take it carry it on. */
  readonly chosen: SiteScope;
}

const ScopeContext = createContext<KnownScope>({ shown: null, grain: null, chosen: {} });

/** Knows which site and realm are looked at. The address says it; over pages that do not take it, it is remembered. */
export function ScopeProvider({ children }: { readonly children: ReactNode }) {
  const pathname = usePathname();
  const search = useSearchParams();
  const [remembered, setRemembered] = useState<SiteScope>({});
  const grain = scopeGrain(pathname, search);
  const shown = grain === null ? null : scopeOf(search);
  const chosen = shown ?? remembered;
  if (chosen.site !== remembered.site || chosen.realm !== remembered.realm) setRemembered(chosen);
  return <ScopeContext value={{ shown, grain, chosen }}>{children}</ScopeContext>;
}

export function useKnownScope(): KnownScope {
  return use(ScopeContext);
}

/**
 * The site that a page of zones shows: a realm's is the site that it is in. Null where all show; undefined where the
 * address names one that is not known here, of which nothing can show.
 */
export function useShownSite(): SiteDto | null | undefined {
  const { shown } = useKnownScope();
  const sites = useQuery(siteListOptions()).data?.items;
  if (shown === null || isEverywhere(shown) || !sites) return null;
  return siteOfScope(shown, sites);
}

/** Makes links between places keep the chosen site and realm. */
export function useScopedHref(): (href: string) => string {
  const { chosen } = useKnownScope();
  return (href) => scopedHref(href, chosen);
}
