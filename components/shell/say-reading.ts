import type { InventoryReading } from "@/lib/contracts/devices";
import { formatCount } from "@/lib/domain/say-count";

/** What the server does after its start, how far it is, and what that means for whoever waits; null when it is done. */
export function sayReading({ reading }: InventoryReading): string | null {
  if (reading === null) return null;
  // Devices that come while it reads are read too.
  const read = Math.min(reading.read, reading.total);
  return `Reading the inventory into memory: ${formatCount(read)} of ${formatCount(reading.total)} devices. Until then lists and sums take longer.`;
}
