import { queryOptions } from "@tanstack/react-query";
import {
  nextTargetStep,
  targetDetail,
  targetDifference,
  targetDistance,
  targetList,
  targetSteps,
  targetWhatIf,
} from "@/lib/contracts/targets";
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

export function targetStepsOptions(id: string) {
  return queryOptions({
    queryKey: ["targets", id, "steps"] as const,
    queryFn: ({ signal }) => apiGet(`/targets/${id}/steps`, targetSteps, { signal }),
  });
}

export function nextTargetStepOptions() {
  return queryOptions({
    queryKey: ["targets", "next-step"] as const,
    queryFn: ({ signal }) => apiGet("/targets/next-step", nextTargetStep, { signal }),
  });
}

const versionSearch = (version: number | null) => (version === null ? {} : { version: String(version) });
