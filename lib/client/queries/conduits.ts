import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { ConduitDto, ConduitPage } from "@/lib/contracts/zones";
import { apiGet } from "../api-client";
import { BY_CURSOR } from "../by-cursor";

/** Allowed paths in which these words stand, by the names of their zones. */
export function conduitListOptions(q: string) {
  return infiniteQueryOptions({
    queryKey: ["conduits", "list", q] as const,
    queryFn: ({ pageParam, signal }) => apiGet<ConduitPage>("/conduits", { search: { q, cursor: pageParam }, signal }),
    ...BY_CURSOR,
  });
}

export function conduitOptions(id: string) {
  return queryOptions({
    queryKey: ["conduits", "one", id] as const,
    queryFn: ({ signal }) => apiGet<ConduitDto>(`/conduits/${id}`, { signal }),
  });
}
