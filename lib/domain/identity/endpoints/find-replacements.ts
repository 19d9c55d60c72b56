import { isVirtualRouterMac } from "../../address";
import { compareText } from "../../compare-text";
import type { Device } from "../../device/device";
import type { Interval } from "../../device/interval";
import { comparable } from "../values/same-value";

/** Somebody at an address for a time: a card with its lease, or what is known by the address alone (mac null). */
interface Stay extends Interval {
  readonly mac: string | null;
  readonly proof: string;
}

/**
 * Devices that took over the fixed address of one that fell silent: same address, same maker or station name, another
 * card, and the old one was never seen again. A leased (DHCP) address changes hands all day and proves nothing.
 */
export function replacementsAt<T extends Stay>(
  stays: readonly T[],
  deviceOf: (stay: T) => Device | null,
): (readonly [successor: Device, predecessor: Device])[] {
  const timed = stays
    .filter((stay) => stay.fromUs !== null && (stay.mac === null || !isVirtualRouterMac(stay.mac)))
    .sort((a, b) => (a.fromUs as number) - (b.fromUs as number) || compareText(a.mac ?? "", b.mac ?? ""));
  if (stays.some((stay) => stay.proof === "dhcp")) return [];
  const found: (readonly [Device, Device])[] = [];
  for (const [index, stay] of timed.entries()) {
    const before = timed[index - 1];
    if (!before || before.mac === stay.mac) continue;
    const [device, old] = [deviceOf(stay), deviceOf(before)];
    if (!device || !old || device.id === old.id) continue;
    if (isAfter(device, old) && isAlike(device, old)) found.push([device, old]);
  }
  return found;
}

function isAfter(device: Device, old: Device): boolean {
  return device.firstSeenUs !== null && old.lastSeenUs !== null && device.firstSeenUs > old.lastSeenUs;
}

function isAlike(a: Device, b: Device): boolean {
  return (["vendor", "model", "name"] as const).some((field) => {
    const [x, y] = [a.fields[field], b.fields[field]];
    return x !== undefined && y !== undefined && comparable(field, x.value) === comparable(field, y.value);
  });
}
