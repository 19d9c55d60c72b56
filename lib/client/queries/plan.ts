import { queryOptions } from "@tanstack/react-query";
import type { PlanDto } from "@/lib/contracts/plan";
import type { PlanOrder } from "@/lib/domain/plan/make-plan";
import { apiGet } from "../api-client";
import { untilMade } from "../being-made";

/** What to do first; the first steps of a long plan are those of a short one. */
export function planOptions(order: PlanOrder) {
  return queryOptions({
    queryKey: ["plan", order] as const,
    queryFn: ({ signal }) => apiGet<PlanDto>("/plan", { search: { order }, signal }),
    refetchInterval: ({ state }) => untilMade(state.error, state.data?.isEarlier),
  });
}
