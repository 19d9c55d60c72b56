import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { conduitList } from "@/lib/contracts/zones";
import { apiGet } from "../api-client";

export function conduitListOptions() {
  return queryOptions({
    queryKey: ["conduits"] as const,
    queryFn: ({ signal }) => apiGet<z.output<typeof conduitList>>("/conduits", { signal }),
  });
}
