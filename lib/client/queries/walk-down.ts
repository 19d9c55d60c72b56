import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { walkDownList, type walkDownQuery } from "@/lib/contracts/walk-down";
import { apiGet } from "../api-client";

export type WalkDownFilter = Partial<z.output<typeof walkDownQuery>>;

export function walkDownOptions(filter: WalkDownFilter) {
  return queryOptions({
    queryKey: ["walk-down", filter] as const,
    queryFn: ({ signal }) => apiGet("/walk-down", walkDownList, { search: filter, signal }),
    placeholderData: keepPreviousData,
  });
}
