import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { questionPage, rules } from "@/lib/contracts/triage";
import { apiGet } from "../api-client";

export function ruleListOptions() {
  return queryOptions({
    queryKey: ["rules"] as const,
    queryFn: ({ signal }) => apiGet("/rules", rules, { signal }),
  });
}

export function questionListOptions(state: "open" | "answered") {
  return infiniteQueryOptions({
    queryKey: ["questions", state] as const,
    queryFn: ({ pageParam, signal }) =>
      apiGet("/questions", questionPage, { search: { state, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}
