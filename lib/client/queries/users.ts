import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { AuditFilterInput, auditPage, userList } from "@/lib/contracts/users";
import { apiGet } from "../api-client";
import { BY_CURSOR } from "../by-cursor";

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
    ...BY_CURSOR,
  });
}
