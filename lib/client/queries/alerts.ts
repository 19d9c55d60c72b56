import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { alertList } from "@/lib/contracts/alerts";
import { apiGet } from "../api-client";

export function alertListOptions() {
  return queryOptions({
    queryKey: ["alerts"] as const,
    queryFn: ({ signal }) => apiGet<z.output<typeof alertList>>("/alerts", { signal }),
  });
}
