import { queryOptions } from "@tanstack/react-query";
import { savedViews } from "@/lib/contracts/saved-views";
import { apiGet } from "../api-client";

/** One's own views of the device list and the shared ones. */
export function savedViewsOptions() {
  return queryOptions({
    queryKey: ["saved-views"] as const,
    queryFn: ({ signal }) => apiGet("/saved-views", savedViews, { signal }),
    staleTime: 60_000,
  });
}
