import { isVirtualRouterMac } from "../address";
import type { Device } from "./device";
import type { Lease } from "./leases";
import { comparable } from "./same-value";

/**
 * Devices that took over the fixed address of one that fell silent: same address, same maker or station name, another
 * card, and the old one was never seen again. A leased (DHCP) address changes hands all day and proves nothing.
 */
export function replacementsAt(
  leases: readonly Lease[],
  deviceOf: (lease: Lease) => Device | null,
): (readonly [successor: Device, predecessor: Device])[] {
  const timed = leases
    .filter((lease) => lease.fromUs !== null && !isVirtualRouterMac(lease.mac))
    .sort((a, b) => (a.fromUs as number) - (b.fromUs as number) || (a.mac < b.mac ? -1 : 1));
  if (leases.some((lease) => lease.proof === "dhcp")) return [];
  const found: (readonly [Device, Device])[] = [];
  for (const [index, lease] of timed.entries()) {
    const before = timed[index - 1];
    if (!before || before.mac === lease.mac) continue;
    const [device, old] = [deviceOf(lease), deviceOf(before)];
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
