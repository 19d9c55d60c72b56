import { queryOptions } from "@tanstack/react-query";
import type { InventoryReading } from "@/lib/contracts/devices";
import { apiGet } from "../api-client";

const POLL_MS = 2_000;
/** While nothing is known to go on: others may begin something. */
const IDLE_POLL_MS = 20_000;

/**
 * Asks often while the server reads or works, or while it owes the browser an answer, `isWaiting`; now and then otherwise,
 * and when somebody comes back to the page. One that nobody looks at does not ask.
 */
export function inventoryReadingOptions(isWaiting = false) {
  return queryOptions({
    queryKey: ["inventory-reading"] as const,
    queryFn: ({ signal }) => apiGet<InventoryReading>("/devices/reading", { signal }),
    staleTime: POLL_MS,
    refetchInterval: ({ state }) => (isWaiting || state.data?.reading || state.data?.work ? POLL_MS : IDLE_POLL_MS),
  });
}
