import { queryOptions } from "@tanstack/react-query";
import { conduitList } from "@/lib/contracts/zones";
import { apiGet } from "../api-client";

export function conduitListOptions() {
  return queryOptions({
    queryKey: ["conduits"] as const,
    queryFn: ({ signal }) => apiGet("/conduits", conduitList, { signal }),
  });
}
