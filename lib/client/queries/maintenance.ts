import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type {
  MaintenancePlanDto,
  OccurrenceFilterInput,
  OccurrencePageDto,
  WorkFilterInput,
  WorkPageDto,
  WorkSuggestionsDto,
} from "@/lib/contracts/maintenance";
import { apiGet } from "../api-client";
import { untilMade } from "../being-made";
import { BY_CURSOR } from "../by-cursor";

/** How much work there is of what. */
export function maintenanceOptions() {
  return queryOptions({
    queryKey: ["maintenance", "plan"] as const,
    queryFn: ({ signal }) => apiGet<MaintenancePlanDto>("/maintenance", { signal }),
  });
}

/** Times at which windows come, earliest first. */
export function occurrenceListOptions(filter: OccurrenceFilterInput = {}) {
  return infiniteQueryOptions({
    queryKey: ["maintenance", "occurrences", filter] as const,
    queryFn: ({ pageParam, signal }) =>
      apiGet<OccurrencePageDto>("/maintenance/occurrences", { search: { ...filter, cursor: pageParam }, signal }),
    ...BY_CURSOR,
  });
}

/** Work in the order in which it is done. */
export function workListOptions(filter: WorkFilterInput) {
  return infiniteQueryOptions({
    queryKey: ["maintenance", "work", filter] as const,
    queryFn: ({ pageParam, signal }) =>
      apiGet<WorkPageDto>("/maintenance/work", { search: { ...filter, cursor: pageParam }, signal }),
    ...BY_CURSOR,
  });
}

/** What is worth planning and not on the list yet. */
export function workSuggestionOptions() {
  return queryOptions({
    queryKey: ["maintenance", "suggestions"] as const,
    queryFn: ({ signal }) => apiGet<WorkSuggestionsDto>("/maintenance/suggestions", { signal }),
    refetchInterval: ({ state }) => untilMade(state.error, state.data?.isEarlier),
  });
}
