import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { WalkDownList, walkDownQuery } from "@/lib/contracts/walk-down";
import { apiGet } from "../api-client";

export type WalkDownFilter = Partial<z.output<typeof walkDownQuery>>;

export function walkDownOptions(filter: WalkDownFilter) {
  return queryOptions({
    queryKey: ["walk-down", filter] as const,
    queryFn: ({ signal }) => apiGet<WalkDownList>("/walk-down", { search: filter, signal }),
    placeholderData: keepPreviousData,
  });
}
