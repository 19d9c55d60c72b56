import { queryOptions } from "@tanstack/react-query";
import type { LinkPurpose } from "@/lib/contracts/session";
import { apiSend } from "../api-client";

/** What a one-time link is for, so that the page can ask for the right things. */
export function linkPurposeOptions(token: string) {
  return queryOptions({
    queryKey: ["link", token] as const,
    queryFn: () => apiSend<LinkPurpose>("POST", "/session/link/purpose", { token }),
    enabled: token !== "",
    retry: false,
  });
}
