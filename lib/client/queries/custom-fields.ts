import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { customFields } from "@/lib/contracts/custom-fields";
import { apiGet } from "../api-client";

/** The installation's own fields of devices. */
export function customFieldsOptions() {
  return queryOptions({
    queryKey: ["custom-fields"] as const,
    queryFn: ({ signal }) => apiGet<z.output<typeof customFields>>("/custom-fields", { signal }),
    staleTime: 60_000,
  });
}
