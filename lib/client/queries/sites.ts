import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { siteList } from "@/lib/contracts/sites";
import { apiGet } from "../api-client";

export function siteListOptions() {
  return queryOptions({
    queryKey: ["sites"] as const,
    queryFn: ({ signal }) => apiGet<z.output<typeof siteList>>("/sites", { signal }),
    staleTime: 300_000,
  });
}
