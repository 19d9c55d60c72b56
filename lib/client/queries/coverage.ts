import { queryOptions } from "@tanstack/react-query";
import type { Coverage } from "@/lib/contracts/coverage";
import { apiGet } from "../api-client";

export function coverageOptions() {
  return queryOptions({
    queryKey: ["coverage"] as const,
    queryFn: ({ signal }) => apiGet<Coverage>("/coverage", { signal }),
  });
}
