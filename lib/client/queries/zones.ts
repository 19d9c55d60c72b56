import { queryOptions } from "@tanstack/react-query";
import type { FlowMatrix, FlowMatrixQuery, MatrixHistory } from "@/lib/contracts/flow-matrix";
import type { ZoneSuggestionList } from "@/lib/contracts/zone-suggestions";
import type { MatrixPairs, ZoneList } from "@/lib/contracts/zones";
import { apiGet } from "../api-client";

export function zoneListOptions() {
  return queryOptions({
    queryKey: ["zones", "list"] as const,
    queryFn: ({ signal }) => apiGet<ZoneList>("/zones", { signal }),
  });
}

/** Zones that subnets and traffic speak for. */
export function zoneSuggestionOptions() {
  return queryOptions({
    queryKey: ["zones", "suggestions"] as const,
    queryFn: ({ signal }) => apiGet<ZoneSuggestionList>("/zones/suggestions", { signal }),
  });
}

/** Who talks to whom by zone, within a window of days or in all. */
export function flowMatrixOptions({ days, until }: FlowMatrixQuery = {}) {
  const search = { ...(days ? { days: String(days) } : {}), ...(until ? { until } : {}) };
  return queryOptions({
    queryKey: ["zones", "matrix", search] as const,
    queryFn: ({ signal }) => apiGet<FlowMatrix>("/zones/matrix", { search, signal }),
  });
}

/** One cell day by day. */
export function matrixHistoryOptions(from: string, to: string) {
  return queryOptions({
    queryKey: ["zones", "history", from, to] as const,
    queryFn: ({ signal }) => apiGet<MatrixHistory>("/zones/matrix/history", { search: { from, to }, signal }),
  });
}

/** The device pairs behind one cell in the days that are shown; `from` and `to` are keys of the matrix' zones. */
export function matrixPairsOptions(from: string, to: string, { days, until }: FlowMatrixQuery) {
  const search = { from, to, ...(days ? { days: String(days) } : {}), ...(until ? { until } : {}) };
  return queryOptions({
    queryKey: ["zones", "pairs", search] as const,
    queryFn: ({ signal }) => apiGet<MatrixPairs>("/zones/matrix/pairs", { search, signal }),
  });
}
