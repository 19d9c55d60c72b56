import { queryOptions } from "@tanstack/react-query";
import type { Overview } from "@/lib/contracts/overview";
import { apiGet } from "../api-client";

export function overviewOptions() {
  return queryOptions({
    queryKey: ["overview"] as const,
    queryFn: ({ signal }) => apiGet<Overview>("/overview", { signal }),
  });
}
