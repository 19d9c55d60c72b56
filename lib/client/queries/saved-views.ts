import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { savedViews } from "@/lib/contracts/saved-views";
import { apiGet } from "../api-client";

/** One's own views of the device list and the shared ones. */
export function savedViewsOptions() {
  return queryOptions({
    queryKey: ["saved-views"] as const,
    queryFn: ({ signal }) => apiGet<z.output<typeof savedViews>>("/saved-views", { signal }),
    staleTime: 60_000,
  });
}
