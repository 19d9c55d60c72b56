import { queryOptions } from "@tanstack/react-query";
import { captureSettings } from "@/lib/contracts/settings";
import { apiGet } from "../api-client";

export function captureSettingsOptions() {
  return queryOptions({
    queryKey: ["settings", "captures"] as const,
    queryFn: ({ signal }) => apiGet("/settings/captures", captureSettings, { signal }),
  });
}
