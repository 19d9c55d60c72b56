import { queryOptions } from "@tanstack/react-query";
import type { SearchResults } from "@/lib/contracts/overview";
import { apiGet } from "../api-client";

/** Devices by any of their names, zones and imports; asks only from two letters on. */
export function searchOptions(words: string) {
  const q = words.trim();
  return queryOptions({
    queryKey: ["search", q] as const,
    queryFn: ({ signal }) => apiGet<SearchResults>("/search", { search: { q }, signal }),
    enabled: q.length >= 2,
    staleTime: 10_000,
  });
}
