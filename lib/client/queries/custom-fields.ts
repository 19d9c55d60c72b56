import { queryOptions } from "@tanstack/react-query";
import { customFields } from "@/lib/contracts/custom-fields";
import { apiGet } from "../api-client";

/** The installation's own fields of devices. */
export function customFieldsOptions() {
  return queryOptions({
    queryKey: ["custom-fields"] as const,
    queryFn: ({ signal }) => apiGet("/custom-fields", customFields, { signal }),
    staleTime: 60_000,
  });
}
