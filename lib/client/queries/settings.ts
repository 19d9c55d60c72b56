import { queryOptions } from "@tanstack/react-query";
import type { CaptureSettings, FlowSettings, PrioritySettings } from "@/lib/contracts/settings";
import { apiGet } from "../api-client";

export function captureSettingsOptions() {
  return queryOptions({
    queryKey: ["settings", "captures"] as const,
    queryFn: ({ signal }) => apiGet<CaptureSettings>("/settings/captures", { signal }),
  });
}

export function flowSettingsOptions() {
  return queryOptions({
    queryKey: ["settings", "flows"] as const,
    queryFn: ({ signal }) => apiGet<FlowSettings>("/settings/flows", { signal }),
  });
}

export function prioritySettingsOptions() {
  return queryOptions({
    queryKey: ["settings", "priority"] as const,
    queryFn: ({ signal }) => apiGet<PrioritySettings>("/settings/priority", { signal }),
  });
}
