import { queryOptions } from "@tanstack/react-query";
import { captureSettings, prioritySettings } from "@/lib/contracts/settings";
import { apiGet } from "../api-client";

export function captureSettingsOptions() {
  return queryOptions({
    queryKey: ["settings", "captures"] as const,
    queryFn: ({ signal }) => apiGet("/settings/captures", captureSettings, { signal }),
  });
}

export function prioritySettingsOptions() {
  return queryOptions({
    queryKey: ["settings", "priority"] as const,
    queryFn: ({ signal }) => apiGet("/settings/priority", prioritySettings, { signal }),
  });
}
