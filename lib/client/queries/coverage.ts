import { queryOptions } from "@tanstack/react-query";
import type { Coverage } from "@/lib/contracts/coverage";
import type { ListenedDays } from "@/lib/contracts/seen-days";
import { apiGet } from "../api-client";

export function coverageOptions() {
  return queryOptions({
    queryKey: ["coverage"] as const,
    queryFn: ({ signal }) => apiGet<Coverage>("/coverage", { signal }),
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
