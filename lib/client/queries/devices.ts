import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type {
  DeviceActivityDto,
  DeviceDetail,
  DeviceFacets,
  DevicePage,
  deviceFlows,
  deviceTimeline,
} from "@/lib/contracts/devices";
import { apiGet } from "../api-client";
import { BY_CURSOR } from "../by-cursor";
import { type DeviceSearch, deviceFilterValues, deviceSearchValues } from "../device-search";

export const DEVICE_PAGE_SIZE = 100;

/**
 * Pages of the device list from `startIndex` on, a multiple of the page size, and those before it. A page's parameter is
 * how many devices stand before it, or the cursor of the page before; null for the first. First paint:
 * `client.setQueryData(key, { pages: [page], pageParams: [null] })`.
 */
export function deviceListOptions(search: Partial<DeviceSearch>, startIndex = 0) {
  const values = deviceSearchValues(search);
  return infiniteQueryOptions({
    queryKey: ["devices", "list", values, startIndex] as const,
    queryFn: ({ pageParam, signal }) => {
      const place = typeof pageParam === "number" ? { offset: String(pageParam) } : { cursor: pageParam };
      return apiGet<DevicePage>("/devices", { search: { ...values, ...place, limit: DEVICE_PAGE_SIZE }, signal });
    },
    initialPageParam: (startIndex > 0 ? startIndex : null) as string | number | null,
    getNextPageParam: (page) => page.next,
    getPreviousPageParam: (_page, _pages, first) =>
      typeof first === "number" && first > 0 ? Math.max(0, first - DEVICE_PAGE_SIZE) : null,
  });
}

/** How many devices fit, without their rows. */
export function deviceCountOptions(search: Partial<DeviceSearch>) {
  const values = deviceFilterValues(search);
  return queryOptions({
    queryKey: ["devices", "count", values] as const,
    queryFn: async ({ signal }) => {
      const page = await apiGet<DevicePage>("/devices", { search: { ...values, limit: 1 }, signal });
      return { total: page.total, totalAll: page.totalAll };
    },
  });
}

export function deviceFacetsOptions(search: Partial<DeviceSearch>) {
  const values = deviceFilterValues(search);
  return queryOptions({
    queryKey: ["devices", "facets", values] as const,
    queryFn: ({ signal }) => apiGet<DeviceFacets>("/devices/facets", { search: values, signal }),
  });
}

export function deviceDetailOptions(id: string) {
  return queryOptions({
    queryKey: ["devices", "detail", id] as const,
    queryFn: ({ signal }) => apiGet<DeviceDetail>(`/devices/${id}`, { signal }),
  });
}

export function deviceFlowsOptions(id: string) {
  return infiniteQueryOptions({
    queryKey: ["devices", "flows", id] as const,
    queryFn: ({ pageParam, signal }) =>
      apiGet<z.output<typeof deviceFlows>>(`/devices/${id}/flows`, { search: { cursor: pageParam }, signal }),
    ...BY_CURSOR,
  });
}

export function deviceActivityOptions(id: string) {
  return queryOptions({
    queryKey: ["devices", "activity", id] as const,
    queryFn: ({ signal }) => apiGet<DeviceActivityDto>(`/devices/${id}/activity`, { signal }),
  });
}

export function deviceTimelineOptions(id: string) {
  return queryOptions({
    queryKey: ["devices", "timeline", id] as const,
    queryFn: ({ signal }) => apiGet<z.output<typeof deviceTimeline>>(`/devices/${id}/timeline`, { signal }),
  });
}
