import { queryOptions } from "@tanstack/react-query";
import type { LinkPurpose } from "@/lib/contracts/session";
import { apiGet } from "../api-client";

/** What a one-time link is for, so that the page can ask for the right things. */
export function linkPurposeOptions(token: string) {
  return queryOptions({
    queryKey: ["link", token] as const,
    queryFn: ({ signal }) => apiGet<LinkPurpose>("/session/link", { search: { token }, signal }),
    enabled: token !== "",
    retry: false,
  });
}
