import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { auditPage, userList } from "@/lib/contracts/users";
import { apiGet } from "../api-client";

export function userListOptions() {
  return queryOptions({
    queryKey: ["users"] as const,
    queryFn: ({ signal }) => apiGet<z.output<typeof userList>>("/users", { signal }),
  });
}

/** Who did what, newest first. */
export function auditOptions() {
  return infiniteQueryOptions({
    queryKey: ["audit"] as const,
    queryFn: ({ pageParam, signal }) =>
      apiGet<z.output<typeof auditPage>>("/audit", { search: { cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}
