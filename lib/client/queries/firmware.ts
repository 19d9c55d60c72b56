import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type {
  FirmwareListName,
  FirmwarePageDto,
  FirmwareProductDetailDto,
  firmwareChecks,
} from "@/lib/contracts/firmware";
import { apiGet } from "../api-client";
import { BY_CURSOR } from "../by-cursor";

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
      apiGet<FirmwarePageDto>("/firmware", { search: { ...search, cursor: pageParam }, signal }),
    ...BY_CURSOR,
  });
}

export function firmwareProductOptions(id: string) {
  return queryOptions({
    queryKey: ["firmware", "product", id] as const,
    queryFn: ({ signal }) => apiGet<FirmwareProductDetailDto>(`/firmware/products/${id}`, { signal }),
  });
}

/** Newest first. */
export function firmwareChecksOptions(q: string) {
  const search = q.trim() ? { q: q.trim() } : {};
  return infiniteQueryOptions({
    queryKey: ["firmware", "checks", search] as const,
    queryFn: ({ pageParam, signal }) =>
      apiGet<z.output<typeof firmwareChecks>>("/firmware/checks", { search: { ...search, cursor: pageParam }, signal }),
    ...BY_CURSOR,
  });
}
