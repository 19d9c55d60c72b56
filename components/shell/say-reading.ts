import type { InventoryReading } from "@/lib/contracts/devices";
import { formatCount } from "@/lib/domain/say-count";

/** What the server does that takes long, how far it is, and what that means for whoever waits; null when it is done. */
export function sayReading({ reading, work }: InventoryReading): string | null {
  if (work) return `${sayWork(work)} Other decisions wait until then.`;
  if (reading === null) return null;
  // Devices that come while it reads are read too.
  const read = Math.min(reading.read, reading.total);
  return `Reading the inventory into memory: ${formatCount(read)} of ${formatCount(reading.total)} devices. Until then lists and sums take longer.`;
}

function sayWork({ what, done, total }: NonNullable<InventoryReading["work"]>): string {
  const [now, all] = [formatCount(done), formatCount(total)];
  switch (what) {
    case "judging":
      return `Deciding: ${now} of ${all} devices done. It goes on when you leave the page.`;
    case "computing":
      return `Computing the inventory: ${now} of ${all} steps done.`;
    case "moving":
      return `Devices have moved: ${now} of ${all} of their flows are counted in other zones.`;
    case "packing":
      return `Adding up traffic between zones: ${now} of ${all} days done.`;
  }
}
