import { queryOptions } from "@tanstack/react-query";
import type { MaintenancePlanDto } from "@/lib/contracts/maintenance";
import { apiGet } from "../api-client";

/** Windows with their work, and what has none yet. */
export function maintenanceOptions() {
  return queryOptions({
    queryKey: ["maintenance"] as const,
    queryFn: ({ signal }) => apiGet<MaintenancePlanDto>("/maintenance", { signal }),
  });
}
