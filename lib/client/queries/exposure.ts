import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { dueQueue, outboundQueue, type PathFilterInput, pathDetail, pathPage } from "@/lib/contracts/exposure";
import { ledger, sessionItems } from "@/lib/contracts/suppliers";
import { apiGet } from "../api-client";

/** Remote access first. */
export function pathListOptions(filter: PathFilterInput) {
  return infiniteQueryOptions({
    queryKey: ["exposure", "paths", filter] as const,
    queryFn: ({ pageParam, signal }) =>
      apiGet("/exposure/paths", pathPage, { search: { ...filter, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

export function pathDetailOptions(id: string) {
  return queryOptions({
    queryKey: ["exposure", "path", id] as const,
    queryFn: ({ signal }) => apiGet(`/exposure/paths/${id}`, pathDetail, { signal }),
  });
}

/** Questions that destinations outside raise; those that wait first. */
export function outboundOptions() {
  return queryOptions({
    queryKey: ["exposure", "outbound"] as const,
    queryFn: ({ signal }) => apiGet("/exposure/outbound", outboundQueue, { signal }),
  });
}

/** Suppliers with their access. */
export function ledgerOptions() {
  return queryOptions({
    queryKey: ["exposure", "ledger"] as const,
    queryFn: ({ signal }) => apiGet("/suppliers", ledger, { signal }),
  });
}

/** Sessions that no grant covers; those that wait first. */
export function sessionItemOptions() {
  return queryOptions({
    queryKey: ["exposure", "sessions"] as const,
    queryFn: ({ signal }) => apiGet("/exposure/sessions", sessionItems, { signal }),
  });
}

/** What ends or is to be looked at again; what is over first. */
export function dueOptions() {
  return queryOptions({
    queryKey: ["exposure", "due"] as const,
    queryFn: ({ signal }) => apiGet("/exposure/due", dueQueue, { signal }),
  });
}
