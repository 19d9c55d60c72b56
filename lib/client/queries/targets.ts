import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type {
  NextTargetStep,
  TargetDetail,
  TargetDifference,
  TargetDistance,
  TargetSteps,
  TargetWhatIf,
  targetList,
} from "@/lib/contracts/targets";
import { apiGet } from "../api-client";
import { untilMade } from "../being-made";

export function targetListOptions() {
  return queryOptions({
    queryKey: ["targets", "list"] as const,
    queryFn: ({ signal }) => apiGet<z.output<typeof targetList>>("/targets", { signal }),
  });
}

/** A version of a target; null stands for the newest. */
export function targetOptions(id: string, version: number | null) {
  return queryOptions({
    queryKey: ["targets", id, version] as const,
    queryFn: ({ signal }) => apiGet<TargetDetail>(`/targets/${id}`, { search: versionSearch(version), signal }),
  });
}

export function targetDifferenceOptions(id: string, from: number, to: number) {
  return queryOptions({
    queryKey: ["targets", id, "difference", from, to] as const,
    queryFn: ({ signal }) =>
      apiGet<TargetDifference>(`/targets/${id}/difference`, { search: { from: String(from), to: String(to) }, signal }),
  });
}

export function targetWhatIfOptions(id: string, version: number | null) {
  return queryOptions({
    queryKey: ["targets", id, "what-if", version] as const,
    queryFn: ({ signal }) => apiGet<TargetWhatIf>(`/targets/${id}/what-if`, { search: versionSearch(version), signal }),
  });
}

export function targetDistanceOptions(id: string) {
  return queryOptions({
    queryKey: ["targets", id, "distance"] as const,
    queryFn: ({ signal }) => apiGet<TargetDistance>(`/targets/${id}/distance`, { signal }),
  });
}

export function targetStepsOptions(id: string) {
  return queryOptions({
    queryKey: ["targets", id, "steps"] as const,
    queryFn: ({ signal }) => apiGet<TargetSteps>(`/targets/${id}/steps`, { signal }),
    refetchInterval: ({ state }) => untilMade(state.error, state.data?.isEarlier),
  });
}

export function nextTargetStepOptions() {
  return queryOptions({
    queryKey: ["targets", "next-step"] as const,
    queryFn: ({ signal }) => apiGet<NextTargetStep>("/targets/next-step", { signal }),
    refetchInterval: ({ state }) => untilMade(state.error, state.data?.next?.isEarlier),
  });
}

const versionSearch = (version: number | null) => (version === null ? {} : { version: String(version) });
