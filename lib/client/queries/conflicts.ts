import { infiniteQueryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { conflictPage } from "@/lib/contracts/conflicts";
import type { SiteScope } from "@/lib/domain/site-scope";
import { apiGet } from "../api-client";
import { BY_CURSOR } from "../by-cursor";

export function conflictListOptions(scope: SiteScope = {}) {
  return infiniteQueryOptions({
    queryKey: ["conflicts", scope] as const,
    queryFn: ({ pageParam, signal }) =>
      apiGet<z.output<typeof conflictPage>>("/conflicts", { search: { ...scope, cursor: pageParam }, signal }),
    ...BY_CURSOR,
  });
}
