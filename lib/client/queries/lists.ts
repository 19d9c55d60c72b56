import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { approvedLists, ReconcilePage } from "@/lib/contracts/lists";
import type { ReconcileGroup } from "@/lib/domain/triage/reconcile";
import { apiGet } from "../api-client";
import { BY_CURSOR } from "../by-cursor";

export function approvedListOptions() {
  return queryOptions({
    queryKey: ["lists"] as const,
    queryFn: ({ signal }) => apiGet<z.output<typeof approvedLists>>("/lists", { signal }),
  });
}

export function reconcileOptions(id: string, group: ReconcileGroup) {
  return infiniteQueryOptions({
    queryKey: ["lists", id, group] as const,
    queryFn: ({ pageParam, signal }) =>
      apiGet<ReconcilePage>(`/lists/${id}`, { search: { group, cursor: pageParam }, signal }),
    ...BY_CURSOR,
  });
}
