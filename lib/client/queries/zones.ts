import { queryOptions } from "@tanstack/react-query";
import { flowMatrix, matrixPairs, zoneList } from "@/lib/contracts/zones";
import { apiGet } from "../api-client";

export function zoneListOptions() {
  return queryOptions({
    queryKey: ["zones", "list"] as const,
    queryFn: ({ signal }) => apiGet("/zones", zoneList, { signal }),
  });
}

export function flowMatrixOptions() {
  return queryOptions({
    queryKey: ["zones", "matrix"] as const,
    queryFn: ({ signal }) => apiGet("/zones/matrix", flowMatrix, { signal }),
  });
}

/** The device pairs behind one cell; `from` and `to` are keys of the matrix' zones. */
export function matrixPairsOptions(from: string, to: string) {
  return queryOptions({
    queryKey: ["zones", "pairs", from, to] as const,
    queryFn: ({ signal }) => apiGet("/zones/matrix/pairs", matrixPairs, { search: { from, to }, signal }),
  });
}
