import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { foundComponents, softwareBillDetail, softwareBills } from "@/lib/contracts/software";
import { apiGet } from "../api-client";

/** Bills of materials, with how many devices run what they describe. */
export function softwareBillsOptions() {
  return queryOptions({
    queryKey: ["software", "bills"] as const,
    queryFn: ({ signal }) => apiGet<z.output<typeof softwareBills>>("/software/bills", { signal }),
  });
}

export function softwareBillOptions(id: string) {
  return queryOptions({
    queryKey: ["software", "bill", id] as const,
    queryFn: ({ signal }) => apiGet<z.output<typeof softwareBillDetail>>(`/software/bills/${id}`, { signal }),
  });
}

/** Where a component is; asked only for two letters or more. */
export function findComponentOptions(text: string) {
  return queryOptions({
    queryKey: ["software", "components", text] as const,
    queryFn: ({ signal }) =>
      apiGet<z.output<typeof foundComponents>>("/software/components", { search: { text }, signal }),
    enabled: text.trim().length >= 2,
  });
}
