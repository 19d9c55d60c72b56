import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { ShadowCasePageDto, ShadowGroupDto, ShadowPlaceDto, ShadowQueue } from "@/lib/contracts/shadow";
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

/** A group's devices from a page on; from its beginning where the cursor is null. */
export interface CaseList {
  readonly group: string;
  readonly cursor: string | null;
}

/** The devices of a group with what decides about them, the riskiest first. */
export function shadowCaseOptions(scope: SiteScope, { group, cursor }: CaseList) {
  return infiniteQueryOptions({
    queryKey: ["shadow", "cases", scope, group, cursor] as const,
    queryFn: ({ pageParam, signal }) =>
      apiGet<ShadowCasePageDto>("/shadow/cases", { search: { ...scope, group, cursor: pageParam }, signal }),
    ...BY_CURSOR,
    initialPageParam: cursor,
  });
}

/** On which page of which group a device stands. */
export function shadowPlaceOptions(scope: SiteScope, device: string) {
  return queryOptions({
    queryKey: ["shadow", "place", scope, device] as const,
    queryFn: ({ signal }) => apiGet<ShadowPlaceDto>("/shadow/place", { search: { ...scope, device }, signal }),
    retry: false,
  });
}

/** All devices of a group, before something is decided on them: as they are now, never as they were. */
export function shadowGroupOptions(scope: SiteScope, group: string) {
  return queryOptions({
    queryKey: ["shadow", "group", scope, group] as const,
    queryFn: ({ signal }) => apiGet<ShadowGroupDto>("/shadow/groups", { search: { ...scope, group }, signal }),
    staleTime: 0,
  });
}
