import { queryOptions } from "@tanstack/react-query";
import { foundComponents, softwareBillDetail, softwareBills } from "@/lib/contracts/software";
import { apiGet } from "../api-client";

/** Bills of materials, with how many devices run what they describe. */
export function softwareBillsOptions() {
  return queryOptions({
    queryKey: ["software", "bills"] as const,
    queryFn: ({ signal }) => apiGet("/software/bills", softwareBills, { signal }),
  });
}

export function softwareBillOptions(id: string) {
  return queryOptions({
    queryKey: ["software", "bill", id] as const,
    queryFn: ({ signal }) => apiGet(`/software/bills/${id}`, softwareBillDetail, { signal }),
  });
}

/** Where a component is; asked only for two letters or more. */
export function findComponentOptions(text: string) {
  return queryOptions({
    queryKey: ["software", "components", text] as const,
    queryFn: ({ signal }) => apiGet("/software/components", foundComponents, { search: { text }, signal }),
    enabled: text.trim().length >= 2,
  });
}
