import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { ShadowCasePageDto, ShadowQueue } from "@/lib/contracts/devices";
import type { SiteScope } from "@/lib/domain/site-scope";
import { apiGet } from "../api-client";
import { BY_CURSOR } from "../by-cursor";

/** What waits, by group. */
export function shadowQueueOptions(scope: SiteScope = {}) {
  return queryOptions({
    queryKey: ["shadow", "queue", scope] as const,
    queryFn: ({ signal }) => apiGet<ShadowQueue>("/shadow", { search: { ...scope }, signal }),
  });
}

/** The devices of a group with what decides about them, the riskiest first. */
export function shadowCaseOptions(scope: SiteScope, group: string) {
  return infiniteQueryOptions({
    queryKey: ["shadow", "cases", scope, group] as const,
    queryFn: ({ pageParam, signal }) =>
      apiGet<ShadowCasePageDto>("/shadow/cases", { search: { ...scope, group, cursor: pageParam }, signal }),
    ...BY_CURSOR,
  });
}
