import { queryOptions } from "@tanstack/react-query";
import { siteList } from "@/lib/contracts/sites";
import { apiGet } from "../api-client";

export function siteListOptions() {
  return queryOptions({
    queryKey: ["sites"] as const,
    queryFn: ({ signal }) => apiGet("/sites", siteList, { signal }),
    staleTime: 300_000,
  });
}
