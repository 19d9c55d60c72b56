import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { AuditFilterInput, auditPage, userList } from "@/lib/contracts/users";
import { apiGet } from "../api-client";

export function userListOptions() {
  return queryOptions({
    queryKey: ["users"] as const,
    queryFn: ({ signal }) => apiGet<z.output<typeof userList>>("/users", { signal }),
  });
}

/** Who did what, newest first. */
export function auditOptions(filter: AuditFilterInput) {
  return infiniteQueryOptions({
    queryKey: ["audit", filter] as const,
    queryFn: ({ pageParam, signal }) =>
      apiGet<z.output<typeof auditPage>>("/audit", { search: { ...filter, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}
