import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { FINDING_GROUPINGS } from "@/lib/contracts/choices";
import type {
  DeviceAdvisoriesDto,
  FindingDetailDto,
  FindingFilterInput,
  FindingGroupsDto,
  FindingPageDto,
} from "@/lib/contracts/findings";
import { apiGet } from "../api-client";
import { BY_CURSOR } from "../by-cursor";

export type FindingGrouping = (typeof FINDING_GROUPINGS)[number];

/** Most urgent first. */
export function findingListOptions(filter: FindingFilterInput) {
  return infiniteQueryOptions({
    queryKey: ["findings", "list", filter] as const,
    queryFn: ({ pageParam, signal }) =>
      apiGet<FindingPageDto>("/findings", { search: { ...filter, cursor: pageParam }, signal }),
    ...BY_CURSOR,
  });
}

/** The group with the most urgent finding first. */
export function findingGroupOptions(filter: FindingFilterInput, by: FindingGrouping) {
  return infiniteQueryOptions({
    queryKey: ["findings", "groups", by, filter] as const,
    queryFn: ({ pageParam, signal }) =>
      apiGet<FindingGroupsDto>("/findings/groups", { search: { ...filter, by, cursor: pageParam }, signal }),
    ...BY_CURSOR,
  });
}

export function findingDetailOptions(id: string) {
  return queryOptions({
    queryKey: ["findings", "detail", id] as const,
    queryFn: ({ signal }) => apiGet<FindingDetailDto>(`/findings/${id}`, { signal }),
  });
}

/** Also the advisories that do not apply, with the reason. */
export function deviceAdvisoriesOptions(deviceId: string) {
  return queryOptions({
    queryKey: ["findings", "advisories", deviceId] as const,
    queryFn: ({ signal }) => apiGet<DeviceAdvisoriesDto>(`/devices/${deviceId}/advisories`, { signal }),
  });
}
