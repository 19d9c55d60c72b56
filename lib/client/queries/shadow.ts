import { queryOptions } from "@tanstack/react-query";
import type { ShadowQueue } from "@/lib/contracts/devices";
import type { SiteScope } from "@/lib/domain/site-scope";
import { apiGet } from "../api-client";

export function shadowQueueOptions(scope: SiteScope = {}) {
  return queryOptions({
    queryKey: ["shadow", scope] as const,
    queryFn: ({ signal }) => apiGet<ShadowQueue>("/shadow", { search: { ...scope }, signal }),
  });
}
