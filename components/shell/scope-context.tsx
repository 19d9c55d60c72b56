"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { createContext, type ReactNode, use, useState } from "react";
import { scopedHref, scopeOf, takesScope } from "@/lib/client/site-scope";
import type { SiteScope } from "@/lib/domain/site-scope";

interface KnownScope {
  /** What the page shows; null where a page always shows every site. */
  readonly shown: SiteScope | null;
  /** What was chosen last: links to pages that take it carry it on. */
  readonly chosen: SiteScope;
}

const ScopeContext = createContext<KnownScope>({ shown: null, chosen: {} });

/** Knows which site and realm are looked at. The address says it; over pages that do not take it, it is remembered. */
export function ScopeProvider({ children }: { readonly children: ReactNode }) {
  const pathname = usePathname();
  const search = useSearchParams();
  const [remembered, setRemembered] = useState<SiteScope>({});
  const shown = takesScope(pathname, search) ? scopeOf(search) : null;
  const chosen = shown ?? remembered;
  if (chosen.site !== remembered.site || chosen.realm !== remembered.realm) setRemembered(chosen);
  return <ScopeContext value={{ shown, chosen }}>{children}</ScopeContext>;
}

export function useKnownScope(): KnownScope {
  return use(ScopeContext);
}

/** Makes links between places keep the chosen site and realm. */
export function useScopedHref(): (href: string) => string {
  const { chosen } = useKnownScope();
  return (href) => scopedHref(href, chosen);
}
