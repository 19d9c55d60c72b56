import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { mapHighlight, ZoneMapDto } from "@/lib/contracts/map";
import { apiGet } from "../api-client";

export function zoneMapOptions() {
  return queryOptions({
    queryKey: ["zones", "map"] as const,
    queryFn: ({ signal }) => apiGet<ZoneMapDto>("/zones/map", { signal }),
  });
}

export function mapHighlightOptions(q: string) {
  return queryOptions({
    queryKey: ["zones", "map", "highlight", q] as const,
    queryFn: ({ signal }) => apiGet<z.output<typeof mapHighlight>>("/zones/map/highlight", { search: { q }, signal }),
  });
}
