"use client";

import { useSearchParams } from "next/navigation";
import { useMemo } from "react";
import type { SiteScope } from "@/lib/domain/site-scope";
import { scopeOf } from "./site-scope";

/** The site and realm that the address of a page asks for; a part of the query of each list that takes them. */
export function useSiteScope(): SiteScope {
  const search = useSearchParams();
  return useMemo(() => scopeOf(search), [search]);
}
