import { queryOptions } from "@tanstack/react-query";
import { targetDetail, targetDifference, targetDistance, targetList, targetWhatIf } from "@/lib/contracts/targets";
import { apiGet } from "../api-client";

export function targetListOptions() {
  return queryOptions({
    queryKey: ["targets", "list"] as const,
    queryFn: ({ signal }) => apiGet("/targets", targetList, { signal }),
  });
}

/** A version of a target; null stands for the newest. */
export function targetOptions(id: string, version: number | null) {
  return queryOptions({
    queryKey: ["targets", id, version] as const,
    queryFn: ({ signal }) => apiGet(`/targets/${id}`, targetDetail, { search: versionSearch(version), signal }),
  });
}

export function targetDifferenceOptions(id: string, from: number, to: number) {
  return queryOptions({
    queryKey: ["targets", id, "difference", from, to] as const,
    queryFn: ({ signal }) =>
      apiGet(`/targets/${id}/difference`, targetDifference, { search: { from: String(from), to: String(to) }, signal }),
  });
}

export function targetWhatIfOptions(id: string, version: number | null) {
  return queryOptions({
    queryKey: ["targets", id, "what-if", version] as const,
    queryFn: ({ signal }) => apiGet(`/targets/${id}/what-if`, targetWhatIf, { search: versionSearch(version), signal }),
  });
}

export function targetDistanceOptions(id: string) {
  return queryOptions({
    queryKey: ["targets", id, "distance"] as const,
    queryFn: ({ signal }) => apiGet(`/targets/${id}/distance`, targetDistance, { signal }),
  });
}

const versionSearch = (version: number | null) => (version === null ? {} : { version: String(version) });
