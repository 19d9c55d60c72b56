import { queryOptions } from "@tanstack/react-query";
import { sensorList } from "@/lib/contracts/sensors";
import { apiGet } from "../api-client";

/** Batches come every minute; the list is asked for a little more often. */
export function sensorListOptions() {
  return queryOptions({
    queryKey: ["sensors"] as const,
    queryFn: ({ signal }) => apiGet("/sensors", sensorList, { signal }),
    refetchInterval: 20_000,
  });
}
