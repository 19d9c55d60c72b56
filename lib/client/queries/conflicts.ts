import { infiniteQueryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { conflictPage } from "@/lib/contracts/conflicts";
import { apiGet } from "../api-client";

export function conflictListOptions() {
  return infiniteQueryOptions({
    queryKey: ["conflicts"] as const,
    queryFn: ({ pageParam, signal }) =>
      apiGet<z.output<typeof conflictPage>>("/conflicts", { search: { cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}
