import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { OUTBOUND_VIEWS } from "@/lib/contracts/choices";
import type {
  DefaultDenyDto,
  DueFilterInput,
  DueQueueDto,
  OutboundPageDto,
  PathDetailDto,
  PathFilterInput,
  PathPageDto,
} from "@/lib/contracts/exposure";
import type {
  GrantDto,
  GrantPageDto,
  LedgerFilterInput,
  LedgerPageDto,
  SessionItemsDto,
  SupplierDto,
  SupplierReachDto,
} from "@/lib/contracts/suppliers";
import { apiGet } from "../api-client";
import { BY_CURSOR } from "../by-cursor";

/** Remote access first. */
export function pathListOptions(filter: PathFilterInput) {
  return infiniteQueryOptions({
    queryKey: ["exposure", "paths", filter] as const,
    queryFn: ({ pageParam, signal }) =>
      apiGet<PathPageDto>("/exposure/paths", { search: { ...filter, cursor: pageParam }, signal }),
    ...BY_CURSOR,
  });
}

export function pathDetailOptions(id: string) {
  return queryOptions({
    queryKey: ["exposure", "path", id] as const,
    queryFn: ({ signal }) => apiGet<PathDetailDto>(`/exposure/paths/${id}`, { signal }),
  });
}

/** Questions that destinations outside raise, of one view; the most devices first. */
export function outboundOptions(view: (typeof OUTBOUND_VIEWS)[number]) {
  return infiniteQueryOptions({
    queryKey: ["exposure", "outbound", view] as const,
    queryFn: ({ pageParam, signal }) =>
      apiGet<OutboundPageDto>("/exposure/outbound", { search: { view, cursor: pageParam }, signal }),
    ...BY_CURSOR,
  });
}

/** How many questions of each state there are. */
export function outboundCountOptions() {
  return queryOptions({
    queryKey: ["exposure", "outbound-counts"] as const,
    queryFn: ({ signal }) => apiGet<OutboundPageDto>("/exposure/outbound", { search: { limit: 1 }, signal }),
    select: ({ counts }) => counts,
  });
}

/** What a default deny at each zone's edge to outside would cut. */
export function defaultDenyOptions() {
  return queryOptions({
    queryKey: ["exposure", "default-deny"] as const,
    queryFn: ({ signal }) => apiGet<DefaultDenyDto>("/exposure/outbound/default-deny", { signal }),
  });
}

/** Suppliers with their access, by their names. */
export function ledgerOptions(filter: LedgerFilterInput) {
  return infiniteQueryOptions({
    queryKey: ["exposure", "ledger", filter] as const,
    queryFn: ({ pageParam, signal }) =>
      apiGet<LedgerPageDto>("/suppliers", { search: { ...filter, cursor: pageParam }, signal }),
    ...BY_CURSOR,
  });
}

/** All access of one supplier that fits; what was asked for last comes first. */
export function grantListOptions(supplierId: string, { standing, ending }: LedgerFilterInput) {
  return infiniteQueryOptions({
    queryKey: ["exposure", "grants", supplierId, standing, ending] as const,
    queryFn: ({ pageParam, signal }) =>
      apiGet<GrantPageDto>(`/suppliers/${supplierId}/grants`, {
        search: { standing, ending, cursor: pageParam },
        signal,
      }),
    ...BY_CURSOR,
  });
}

export function supplierOptions(id: string) {
  return queryOptions({
    queryKey: ["exposure", "supplier", id] as const,
    queryFn: ({ signal }) => apiGet<SupplierDto>(`/suppliers/${id}`, { signal }),
  });
}

export function grantOptions(id: string) {
  return queryOptions({
    queryKey: ["exposure", "grant", id] as const,
    queryFn: ({ signal }) => apiGet<GrantDto>(`/access-grants/${id}`, { signal }),
  });
}

/** Suppliers by zones. */
export function reachOptions(filter: LedgerFilterInput) {
  return queryOptions({
    queryKey: ["exposure", "reach", filter] as const,
    queryFn: ({ signal }) => apiGet<SupplierReachDto>("/suppliers/reach", { search: filter, signal }),
  });
}

/** Tools that can be recognised. */
export function accessToolOptions() {
  return queryOptions({
    queryKey: ["exposure", "tools"] as const,
    queryFn: ({ signal }) => apiGet<{ items: string[] }>("/suppliers/tools", { signal }),
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
export function dueOptions(filter: DueFilterInput) {
  return infiniteQueryOptions({
    queryKey: ["exposure", "due", filter] as const,
    queryFn: ({ pageParam, signal }) =>
      apiGet<DueQueueDto>("/exposure/due", { search: { ...filter, cursor: pageParam }, signal }),
    ...BY_CURSOR,
  });
}
