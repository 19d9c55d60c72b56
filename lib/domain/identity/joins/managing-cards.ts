import { gapUs, hull, type Interval, intervalOf } from "../../device/interval";
import type { TimeUs } from "../../observation";
import { MANAGEMENT } from "../addresses/carried-addresses";
import type { Lease, Leases } from "../addresses/leases";
import { type Endpoint, macEndpointKey } from "../endpoints/endpoint";
import { DisjointSet } from "../values/disjoint-set";

/** Endpoint key of a card → management address that it names for its device → when. */
export type Managed = ReadonlyMap<string, ReadonlyMap<string, Interval>>;

/** Reads what cards state in neighbour discovery; the evidence may stand with the holder of the address. */
export function managementAddresses(endpoints: Iterable<Endpoint>): Managed {
  const managed = new Map<string, Map<string, Interval>>();
  for (const { evidence } of endpoints) {
    for (const item of evidence) {
      const { observation: o, origin } = item;
      if (o.kind !== "binding" || o.proof !== "stated" || !MANAGEMENT.test(o.protocol)) continue;
      if (o.subject.mac === null || o.subject.ip === null) continue;
      const key = macEndpointKey(origin.realm, o.subject.mac);
      const ips = managed.get(key) ?? new Map<string, Interval>();
      const known = ips.get(o.subject.ip);
      ips.set(o.subject.ip, known ? hull([known, intervalOf(item)]) : intervalOf(item));
      managed.set(key, ips);
    }
  }
  return managed;
}

/** Who held the management addresses of a card's device while it named them, and when that was. */
export interface Managing extends Interval {
  readonly macs: ReadonlySet<string>;
}

/** null: the card names no management address, and nobody names one that it holds. */
export type ManagingCards = (endpoint: Endpoint) => Managing | null;

/**
 * A device that takes over the name and the address of one that failed has another card for that address: ports of the one
 * and of the other say the same, and differ in this. Where the address goes from card to card of one device, some port
 * was there all the time.
 */
export function managingCards(managed: Managed, leases: Leases): ManagingCards {
  const named = new Map<string, Managing>();
  for (const [key, ips] of managed) {
    const realm = key.split("|")[1] as string;
    const macs = new Set<string>();
    for (const [ip, when] of ips) {
      const held = leases.at(realm, ip);
      const then = held.filter((lease) => gapUs(lease, when) === 0).map(({ mac }) => mac);
      const nearest = then.length > 0 ? null : leases.holder(realm, ip, when);
      for (const mac of nearest === null ? [...then, ...holdersAtEnds(held, when)] : [nearest]) macs.add(mac);
      // Whoever holds the address is one of the device's cards, although it may say nothing of the kind.
      for (const mac of new Set(held.map((lease) => lease.mac))) {
        const holder = macEndpointKey(realm, mac);
        if (managed.has(holder)) continue;
        const span = hull([named.get(holder) ?? UNKNOWN, ...held.filter((lease) => lease.mac === mac)]);
        named.set(holder, { macs: new Set([mac]), ...span });
      }
    }
    if (macs.size > 0) named.set(key, { macs, ...hull(ips.values()) });
  }
  return ({ realm, mac }) => (mac === null ? null : (named.get(macEndpointKey(realm, mac)) ?? null));
}

/** Who was met at the address shortly before a port first named it, or after it last did, nobody else for long. */
function holdersAtEnds(held: readonly Lease[], { fromUs, toUs }: Interval): string[] {
  return [fromUs, toUs].flatMap((us) => {
    const gaps = new Map<string, number>();
    for (const lease of us === null ? [] : held) {
      const gap = gapUs(lease, { fromUs: us, toUs: us });
      if (gap !== null) gaps.set(lease.mac, Math.min(gap, gaps.get(lease.mac) ?? gap));
    }
    const [first, second] = [...gaps].sort((a, b) => a[1] - b[1]);
    return first && first[1] <= SHORTLY_US && (second?.[1] ?? LONG_US) >= LONG_US ? [first[0]] : [];
  });
}

/** A port speaks every half minute, a holder when it is asked: so much later, it was still the same. */
const SHORTLY_US = 600_000_000;
/** Nobody replaces a switch so late that this could be told from the next one's first frames. */
const LONG_US = 3_600_000_000;

const UNKNOWN: Interval = { fromUs: null, toUs: null };

/**
 * The cards, apart by whose management address they name: those that have one of the holders in common stay together, and
 * those that were there at one time, for each port of a router may name its own address. A card that names none goes with
 * the others only where these are of one device. Keeps the order.
 */
export function byManagingCards(cards: readonly Endpoint[], managing: ManagingCards): (readonly Endpoint[])[] {
  const sets = new DisjointSet();
  const spans = new Map<string, Interval>();
  const named = cards.map((card) => {
    const own = managing(card);
    const [first, ...others] = own?.macs ?? [];
    if (first === undefined) return null;
    for (const mac of others) sets.union(first, mac);
    return { mac: first, when: own as Interval };
  });
  for (const it of named) {
    if (it === null) continue;
    const root = sets.find(it.mac);
    spans.set(root, hull([spans.get(root) ?? UNKNOWN, it.when]));
  }
  const eras = erasOf(spans);
  if (new Set(eras.values()).size < 2) return [cards];
  const apart = new Map<number | Endpoint, Endpoint[]>();
  for (const [index, card] of cards.entries()) {
    const it = named[index];
    const era = it ? (eras.get(sets.find(it.mac)) as number) : card;
    const list = apart.get(era);
    if (list) list.push(card);
    else apart.set(era, [card]);
  }
  return [...apart.values()];
}

/** Numbers the spans, those that meet with one number; all with one where a time is not known. */
function erasOf(spans: ReadonlyMap<string, Interval>): Map<string, number> {
  const sorted = [...spans].sort((a, b) => (a[1].fromUs ?? 0) - (b[1].fromUs ?? 0));
  const isTimeless = sorted.some(([, { fromUs }]) => fromUs === null);
  let [number, untilUs] = [0, Number.NEGATIVE_INFINITY];
  return new Map(
    sorted.map(([root, { fromUs, toUs }]) => {
      if (!isTimeless && (fromUs as TimeUs) > untilUs) number += 1;
      untilUs = Math.max(untilUs, toUs ?? 0);
      return [root, number];
    }),
  );
}
