import { queryOptions } from "@tanstack/react-query";
import type { Coverage } from "@/lib/contracts/coverage";
import type { ListenedDays } from "@/lib/contracts/seen-days";
import type { SiteScope } from "@/lib/domain/site-scope";
import { apiGet } from "../api-client";

export function coverageOptions(scope: SiteScope = {}) {
  return queryOptions({
    queryKey: ["coverage", scope] as const,
    queryFn: ({ signal }) => apiGet<Coverage>("/coverage", { search: { ...scope }, signal }),
  });
}

/** When somebody listened; the same for every list of devices, and seldom new. */
export function listenedDaysOptions() {
  return queryOptions({
    queryKey: ["coverage", "days"] as const,
    queryFn: ({ signal }) => apiGet<ListenedDays>("/coverage/days", { signal }),
    staleTime: 300_000,
  });
}
