import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { sensorList } from "@/lib/contracts/sensors";
import { apiGet } from "../api-client";

/** Batches come every minute; the list is asked for a little more often. */
export function sensorListOptions() {
  return queryOptions({
    queryKey: ["sensors"] as const,
    queryFn: ({ signal }) => apiGet<z.output<typeof sensorList>>("/sensors", { signal }),
    refetchInterval: 20_000,
  });
}
