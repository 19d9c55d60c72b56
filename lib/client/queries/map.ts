import { queryOptions } from "@tanstack/react-query";
import { mapHighlight, zoneMap } from "@/lib/contracts/map";
import { apiGet } from "../api-client";

export function zoneMapOptions() {
  return queryOptions({
    queryKey: ["zones", "map"] as const,
    queryFn: ({ signal }) => apiGet("/zones/map", zoneMap, { signal }),
  });
}

export function mapHighlightOptions(q: string) {
  return queryOptions({
    queryKey: ["zones", "map", "highlight", q] as const,
    queryFn: ({ signal }) => apiGet("/zones/map/highlight", mapHighlight, { search: { q }, signal }),
  });
}
