import { queryOptions } from "@tanstack/react-query";
import type { InventoryReading } from "@/lib/contracts/devices";
import { apiGet } from "../api-client";

const POLL_MS = 2_000;

/**
 * Asks again only while the server reads or works, or while it owes the browser an answer, `isWaiting`. It reads once
 * after its start, so an answer that says no is believed.
 */
export function inventoryReadingOptions(isWaiting = false) {
  return queryOptions({
    queryKey: ["inventory-reading"] as const,
    queryFn: ({ signal }) => apiGet<InventoryReading>("/devices/reading", { signal }),
    // A page that is looked at again later may meet a server that was started anew meanwhile.
    staleTime: 60_000,
    refetchInterval: ({ state }) => (isWaiting || state.data?.reading || state.data?.work ? POLL_MS : false),
  });
}
