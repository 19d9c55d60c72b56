import { compareText } from "../../compare-text";
import { intervalOf } from "../../device/interval";
import type { Evidence, Observation } from "../../observation";
import type { Endpoint } from "../endpoints/endpoint";

/** A device of a BACnet network: its number is unique in all networks that are joined (ASHRAE 135, clause 12.11). */
const NETWORK_DEVICE = /^bacnet \d+\/./;

/** What tells one device of a network behind routers from all others; null for what states none. */
export function networkDeviceOf({ subject, ...o }: Observation): string | null {
  if (subject.child === null || !NETWORK_DEVICE.test(subject.child)) return null;
  // Its own number, not its maker's ("bacnet vendor-id").
  const isNumber = o.kind === "identity" && o.field === "instance" && !o.inferred && !o.protocol.includes("vendor");
  return isNumber ? `${subject.child} ${o.value}` : null;
}

/**
 * Children of each component (by its key), each once: several routers may lead to one network, and the devices in it are
 * listed with the router where they were heard first, with all that was said of them through the others.
 */
export function childrenByComponent(components: ReadonlyMap<string, readonly Endpoint[]>): Map<string, Evidence[]> {
  const behind = new Map<string, Evidence[]>();
  for (const [key, members] of components) {
    const items = members.flatMap(({ evidence }) => evidence.filter(({ observation: o }) => o.subject.child !== null));
    if (items.length > 0) behind.set(key, items);
  }
  const moves = movesOf(behind);
  if (moves.size === 0) return behind;
  const children = new Map<string, Evidence[]>();
  for (const [key, items] of behind) {
    for (const item of items) {
      const owner = moves.get(placeOf(key, item)) ?? key;
      const list = children.get(owner);
      if (list) list.push(item);
      else children.set(owner, [item]);
    }
  }
  return children;
}

const placeOf = (key: string, { origin, observation: { subject } }: Evidence) =>
  `${key}\n${origin.realm}\n${subject.child}`;

/** Component and address of a child → the component that lists it, where that is another. */
function movesOf(behind: ReadonlyMap<string, readonly Evidence[]>): Map<string, string> {
  const heard = new Map<string, Map<string, { readonly place: string; fromUs: number }>>();
  for (const [key, items] of behind) {
    for (const item of items) {
      const device = networkDeviceOf(item.observation);
      if (device === null) continue;
      const name = `${item.origin.realm}\n${device}`;
      const routers = heard.get(name) ?? new Map();
      heard.set(name, routers);
      const fromUs = intervalOf(item).fromUs ?? Number.MAX_SAFE_INTEGER;
      const known = routers.get(key);
      if (known) known.fromUs = Math.min(known.fromUs, fromUs);
      else routers.set(key, { place: placeOf(key, item), fromUs });
    }
  }
  const moves = new Map<string, string>();
  for (const routers of heard.values()) {
    if (routers.size < 2) continue;
    const sorted = [...routers].sort((a, b) => a[1].fromUs - b[1].fromUs || compareText(a[0], b[0]));
    const [owner] = sorted[0] as (typeof sorted)[number];
    for (const [, { place }] of sorted.slice(1)) moves.set(place, owner);
  }
  return moves;
}
