import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { questionPage, rules } from "@/lib/contracts/triage";
import { apiGet } from "../api-client";
import { BY_CURSOR } from "../by-cursor";

export function ruleListOptions() {
  return queryOptions({
    queryKey: ["rules"] as const,
    queryFn: ({ signal }) => apiGet<z.output<typeof rules>>("/rules", { signal }),
  });
}

export function questionListOptions(state: "open" | "answered") {
  return infiniteQueryOptions({
    queryKey: ["questions", state] as const,
    queryFn: ({ pageParam, signal }) =>
      apiGet<z.output<typeof questionPage>>("/questions", { search: { state, cursor: pageParam }, signal }),
    ...BY_CURSOR,
  });
}
