import type { InventoryReading } from "@/lib/contracts/devices";
import { formatCount } from "@/lib/domain/say-count";

/** What the server does that takes long, how far it is, and what that means for whoever waits; null when it is done. */
export function sayReading({ reading, judging }: InventoryReading): string | null {
  if (judging) return sayJudging(judging);
  if (reading === null) return null;
  // Devices that come while it reads are read too.
  const read = Math.min(reading.read, reading.total);
  return `Reading the inventory into memory: ${formatCount(read)} of ${formatCount(reading.total)} devices. Until then lists and sums take longer.`;
}

function sayJudging({ judged, total }: NonNullable<InventoryReading["judging"]>): string {
  if (judged < total)
    return `Deciding: ${formatCount(judged)} of ${formatCount(total)} devices done. It goes on when you leave the page; other decisions wait until then.`;
  return `Deciding: all ${formatCount(total)} devices done, their flows and sums follow. Other decisions wait until then.`;
}
