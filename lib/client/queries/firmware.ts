import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { type FirmwareListName, firmwareChecks, firmwarePage, firmwareProductDetail } from "@/lib/contracts/firmware";
import { apiGet } from "../api-client";

export interface FirmwareSearch {
  readonly q: string;
  readonly list: FirmwareListName;
}

/** Products of most devices first. */
export function firmwareListOptions({ q, list }: FirmwareSearch) {
  const search = { ...(q.trim() ? { q: q.trim() } : {}), ...(list === "all" ? {} : { list }) };
  return infiniteQueryOptions({
    queryKey: ["firmware", "list", search] as const,
    queryFn: ({ pageParam, signal }) =>
      apiGet("/firmware", firmwarePage, { search: { ...search, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

export function firmwareProductOptions(id: string) {
  return queryOptions({
    queryKey: ["firmware", "product", id] as const,
    queryFn: ({ signal }) => apiGet(`/firmware/products/${id}`, firmwareProductDetail, { signal }),
  });
}

/** Newest first. */
export function firmwareChecksOptions(q: string) {
  const search = q.trim() ? { q: q.trim() } : {};
  return infiniteQueryOptions({
    queryKey: ["firmware", "checks", search] as const,
    queryFn: ({ pageParam, signal }) =>
      apiGet("/firmware/checks", firmwareChecks, { search: { ...search, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}
