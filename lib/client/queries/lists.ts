import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { approvedLists, reconcilePage } from "@/lib/contracts/lists";
import type { ReconcileGroup } from "@/lib/domain/triage/reconcile";
import { apiGet } from "../api-client";

export function approvedListOptions() {
  return queryOptions({
    queryKey: ["lists"] as const,
    queryFn: ({ signal }) => apiGet("/lists", approvedLists, { signal }),
  });
}

export function reconcileOptions(id: string, group: ReconcileGroup) {
  return infiniteQueryOptions({
    queryKey: ["lists", id, group] as const,
    queryFn: ({ pageParam, signal }) =>
      apiGet(`/lists/${id}`, reconcilePage, { search: { group, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}
