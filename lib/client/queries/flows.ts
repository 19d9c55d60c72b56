import { infiniteQueryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { flowPage, flowQuery } from "@/lib/contracts/zones";
import { apiGet } from "../api-client";
import { BY_CURSOR } from "../by-cursor";

export type FlowFilter = Omit<z.input<typeof flowQuery>, "cursor" | "limit">;

export function flowListOptions(filter: FlowFilter) {
  return infiniteQueryOptions({
    queryKey: ["flows", "list", filter] as const,
    queryFn: ({ pageParam, signal }) =>
      apiGet<z.output<typeof flowPage>>("/flows", { search: { ...filter, cursor: pageParam }, signal }),
    ...BY_CURSOR,
  });
}
