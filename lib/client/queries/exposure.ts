import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type {
  DueQueueDto,
  OutboundQueueDto,
  PathDetailDto,
  PathFilterInput,
  PathPageDto,
} from "@/lib/contracts/exposure";
import type { LedgerDto, SessionItemsDto } from "@/lib/contracts/suppliers";
import { apiGet } from "../api-client";

/** Remote access first. */
export function pathListOptions(filter: PathFilterInput) {
  return infiniteQueryOptions({
    queryKey: ["exposure", "paths", filter] as const,
    queryFn: ({ pageParam, signal }) =>
      apiGet<PathPageDto>("/exposure/paths", { search: { ...filter, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

export function pathDetailOptions(id: string) {
  return queryOptions({
    queryKey: ["exposure", "path", id] as const,
    queryFn: ({ signal }) => apiGet<PathDetailDto>(`/exposure/paths/${id}`, { signal }),
  });
}

/** Questions that destinations outside raise; those that wait first. */
export function outboundOptions() {
  return queryOptions({
    queryKey: ["exposure", "outbound"] as const,
    queryFn: ({ signal }) => apiGet<OutboundQueueDto>("/exposure/outbound", { signal }),
  });
}

/** Suppliers with their access. */
export function ledgerOptions() {
  return queryOptions({
    queryKey: ["exposure", "ledger"] as const,
    queryFn: ({ signal }) => apiGet<LedgerDto>("/suppliers", { signal }),
  });
}

/** Sessions that no grant covers; those that wait first. */
export function sessionItemOptions() {
  return queryOptions({
    queryKey: ["exposure", "sessions"] as const,
    queryFn: ({ signal }) => apiGet<SessionItemsDto>("/exposure/sessions", { signal }),
  });
}

/** What ends or is to be looked at again; what is over first. */
export function dueOptions() {
  return queryOptions({
    queryKey: ["exposure", "due"] as const,
    queryFn: ({ signal }) => apiGet<DueQueueDto>("/exposure/due", { signal }),
  });
}
