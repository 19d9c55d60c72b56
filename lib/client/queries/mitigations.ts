import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type {
  MitigationDetailDto,
  MitigationFilterInput,
  MitigationPageDto,
  MitigationRulesDto,
} from "@/lib/contracts/mitigations";
import { apiGet } from "../api-client";
import { BY_CURSOR } from "../by-cursor";

/** What an owner has to look at first. */
export function mitigationListOptions(filter: MitigationFilterInput) {
  return infiniteQueryOptions({
    queryKey: ["mitigations", "list", filter] as const,
    queryFn: ({ pageParam, signal }) =>
      apiGet<MitigationPageDto>("/mitigations", { search: { ...filter, cursor: pageParam }, signal }),
    ...BY_CURSOR,
  });
}

export function mitigationDetailOptions(id: string) {
  return queryOptions({
    queryKey: ["mitigations", "detail", id] as const,
    queryFn: ({ signal }) => apiGet<MitigationDetailDto>(`/mitigations/${id}`, { signal }),
  });
}

/** Rules that would enforce the mitigation's path. */
export function mitigationRulesOptions(id: string) {
  return queryOptions({
    queryKey: ["mitigations", "rules", id] as const,
    queryFn: ({ signal }) => apiGet<MitigationRulesDto>(`/mitigations/${id}/rules`, { signal }),
  });
}
