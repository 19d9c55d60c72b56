import { queryOptions } from "@tanstack/react-query";
import type { ShadowQueue } from "@/lib/contracts/devices";
import { apiGet } from "../api-client";

export function shadowQueueOptions() {
  return queryOptions({
    queryKey: ["shadow"] as const,
    queryFn: ({ signal }) => apiGet<ShadowQueue>("/shadow", { signal }),
  });
}
