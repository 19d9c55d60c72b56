import { queryOptions } from "@tanstack/react-query";
import { alertList } from "@/lib/contracts/alerts";
import { apiGet } from "../api-client";

export function alertListOptions() {
  return queryOptions({
    queryKey: ["alerts"] as const,
    queryFn: ({ signal }) => apiGet("/alerts", alertList, { signal }),
  });
}
