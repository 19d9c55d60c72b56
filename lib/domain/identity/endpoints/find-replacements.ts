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

/** What of a device tells whether it took another's place. */
export type Occupant = Pick<Device, "firstSeenUs" | "lastSeenUs"> & {
  readonly names: Readonly<Partial<Record<NamingField, string>>>;
};

const NAMING_FIELDS = ["vendor", "model", "name"] as const;
type NamingField = (typeof NAMING_FIELDS)[number];

/** So much of the device, without the rest. */
export function occupantOf({ firstSeenUs, lastSeenUs, fields }: Device): Occupant {
  const names: Partial<Record<NamingField, string>> = {};
  for (const field of NAMING_FIELDS) {
    const value = fields[field]?.value;
    if (value !== undefined) names[field] = value;
  }
  return { firstSeenUs, lastSeenUs, names };
}

/**
 * Devices that took over the fixed address of one that fell silent: same address, same maker or station name, another
 * card, and the old one was never seen again. A leased (DHCP) address changes hands all day and proves nothing. What is
 * known of a device is asked only of those that may be one of a pair.
 */
export function replacementsAt<T extends Stay, D extends Pick<Device, "id">>(
  stays: readonly T[],
  deviceOf: (stay: T) => D | null,
  knownOf: (device: D) => Occupant,
): (readonly [successor: D, predecessor: D])[] {
  const timed = stays
    .filter((stay) => stay.fromUs !== null && (stay.mac === null || !isVirtualRouterMac(stay.mac)))
    .sort((a, b) => (a.fromUs as number) - (b.fromUs as number) || compareText(a.mac ?? "", b.mac ?? ""));
  if (stays.some((stay) => stay.proof === "dhcp")) return [];
  const found: (readonly [D, D])[] = [];
  for (const [index, stay] of timed.entries()) {
    const before = timed[index - 1];
    if (!before || before.mac === stay.mac) continue;
    const [device, old] = [deviceOf(stay), deviceOf(before)];
    if (!device || !old || device.id === old.id) continue;
    if (tookPlace(knownOf(device), knownOf(old))) found.push([device, old]);
  }
  return found;
}

function tookPlace(device: Occupant, old: Occupant): boolean {
  const isAfter = device.firstSeenUs !== null && old.lastSeenUs !== null && device.firstSeenUs > old.lastSeenUs;
  return isAfter && NAMING_FIELDS.some((field) => isSame(field, device.names[field], old.names[field]));
}

function isSame(field: NamingField, a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && comparable(field, a) === comparable(field, b);
}
