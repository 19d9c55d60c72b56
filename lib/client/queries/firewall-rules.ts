import { queryOptions } from "@tanstack/react-query";
import type { RuleDialect } from "@/lib/contracts/choices";
import type { DeviceRulesDto, RuleExportDto } from "@/lib/contracts/firewall-rules";
import { apiGet } from "../api-client";

/** What rules are asked for; null = the server's choice. */
export interface RuleExportChoice {
  readonly dialect: RuleDialect;
  readonly realm: string | null;
  readonly target: string | null;
  readonly point: string | null;
}

export function ruleExportOptions(choice: RuleExportChoice) {
  return queryOptions({
    queryKey: ["zones", "rules", choice] as const,
    queryFn: ({ signal }) => apiGet<RuleExportDto>("/zones/rules", { search: { ...choice }, signal }),
  });
}

export function deviceRulesOptions(deviceId: string, dialect: string, days: number | null) {
  return queryOptions({
    queryKey: ["devices", deviceId, "rules", dialect, days] as const,
    queryFn: ({ signal }) =>
      apiGet<DeviceRulesDto>(`/devices/${deviceId}/rules`, { search: { dialect, days }, signal }),
  });
}
