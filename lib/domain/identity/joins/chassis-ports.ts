import { isLocalMac } from "../../address";
import { compareText } from "../../compare-text";
import { gapUs, hull, type Interval, intervalOf, overlapUs } from "../../device/interval";
import { vendorKey } from "../../device/vendor-aliases";
import { MANAGEMENT, subnetOf } from "../addresses/carried-addresses";
import type { Leases } from "../addresses/leases";
import type { Endpoint } from "../endpoints/endpoint";
import { isNameOfAKind, isNameOfTheSystem } from "../values/host-label";
import { isVirtualMachineCard } from "../values/virtual-machine-cards";
import { byManagingCards, type Managed, type ManagingCards } from "./managing-cards";

/** A chassis full of line cards, or a stack of eight switches. */
const MAX_PORTS = 1_024;

export interface NamedChassis {
  readonly name: string;
  /** Management address. */
  readonly ip: string;
  readonly ports: readonly Endpoint[];
}

/** What cards name as management addresses, and who held these. */
export interface Management {
  readonly managed: Managed;
  readonly managing: ManagingCards;
}

/** Networks in which a router or a server stands with a card of its own. */
const MAX_NETWORKS = 64;

/**
 * Ports that name one chassis: cards of one maker that state the same system name and the same management address in
 * neighbour discovery, of which at most one has another address. Line cards and members of a stack are numbered far
 * apart.
 */
export function findChassis(
  endpoints: ReadonlyMap<string, Endpoint>,
  leases: Leases,
  macVendor: (mac: string) => string | null,
  { managed, managing }: Management,
): NamedChassis[] {
  const chassis = new Map<string, Endpoint[]>();
  for (const [key, ips] of managed) {
    const endpoint = endpoints.get(key);
    const card = endpoint?.mac == null ? null : macVendor(endpoint.mac);
    if (!endpoint || card === null) continue;
    for (const name of systemNames(endpoint).keys()) {
      for (const ip of ips.keys()) {
        const about = [endpoint.realm, vendorKey(card), name, ip].join("|");
        const ports = chassis.get(about);
        if (ports) ports.push(endpoint);
        else chassis.set(about, [endpoint]);
      }
    }
  }
  return [...chassis]
    .sort((a, b) => compareText(a[0], b[0]))
    .flatMap(([about, ports]) =>
      byManagingCards(withoutStrangers(ports, managed), managing).map((own) => chassisOf(about, own)),
    )
    .map((it) => ({ ...it, ports: withoutOwners(it, leases) }))
    .filter(({ ports }) => ports.length > 1 && ports.length <= MAX_PORTS);
}

/**
 * The ports without those that have an address of their own beside whoever has the management address: a port has none,
 * and who says so of itself may be anybody. Where nobody was met at it, one port may have another address.
 */
function withoutOwners({ ip, ports }: NamedChassis, leases: Leases): readonly Endpoint[] {
  const held = ports.map((it) => leases.of(it.realm, it.mac as string).map((lease) => lease.ip));
  const others = held.filter((ips) => ips.some((own) => own !== ip));
  if (!held.some((ips) => ips.includes(ip))) return others.length < 2 ? ports : [];
  return ports.filter((_, index) => held[index]?.every((own) => own === ip) || held[index]?.includes(ip));
}

/**
 * Cards of one host in several networks, of whatever makers: each says the same name in neighbour discovery, and names
 * the same management address, which one of them has. They are there at one time, no two in one network. Virtual
 * machines are copied with what they say.
 */
export function findNamedHosts(
  endpoints: ReadonlyMap<string, Endpoint>,
  leases: Leases,
  { managed, managing }: Management,
): NamedChassis[] {
  const named = new Map<string, Endpoint[]>();
  for (const [key, ips] of managed) {
    const endpoint = endpoints.get(key);
    if (!endpoint || endpoint.mac === null || isVirtualMachineCard(endpoint.mac) || isLocalMac(endpoint.mac)) continue;
    if (leases.of(endpoint.realm, endpoint.mac).length === 0) continue;
    for (const name of systemNames(endpoint).keys()) {
      if (isNameOfTheSystem(name) || isNameOfAKind(name)) continue;
      for (const ip of ips.keys()) {
        const about = [endpoint.realm, name, ip].join("|");
        const cards = named.get(about);
        if (cards) cards.push(endpoint);
        else named.set(about, [endpoint]);
      }
    }
  }
  return [...named]
    .sort((a, b) => compareText(a[0], b[0]))
    .flatMap(([about, cards]) =>
      byManagingCards(withoutStrangers(cards, managed), managing).map((own) => chassisOf(about, own)),
    )
    .filter(({ ip, ports }) => ports.length > 1 && ports.length <= MAX_NETWORKS && areOneHost(ports, ip, leases));
}

/** `about` ends with the name and the address. */
function chassisOf(about: string, ports: readonly Endpoint[]): NamedChassis {
  const parts = about.split("|");
  const sorted = [...ports].sort((a, b) => compareText(a.key, b.key));
  return { name: parts.at(-2) ?? "", ip: parts.at(-1) ?? "", ports: sorted };
}

function areOneHost(cards: readonly Endpoint[], managementIp: string, leases: Leases): boolean {
  const held = cards.map(({ realm, mac }) => leases.of(realm, mac as string).map(({ ip }) => ip));
  if (held.filter((ips) => ips.includes(managementIp)).length !== 1) return false;
  const networks = held.map((ips) => new Set(ips.map(subnetOf)));
  const spans = cards.map(({ evidence }) => hull(evidence.map(intervalOf)));
  return cards.every((_, index) =>
    cards.slice(index + 1).every((_, offset) => {
      const other = index + 1 + offset;
      const isApart = ![...(networks[index] as Set<string>)].some((it) => networks[other]?.has(it));
      return isApart && overlapUs(spans[index] as Interval, spans[other] as Interval) > 0;
    }),
  );
}

/** The system names that a card states in neighbour discovery, each with the time in which it did. */
function systemNames({ evidence }: Endpoint): Map<string, Interval> {
  const names = new Map<string, Interval>();
  for (const item of evidence) {
    const o = item.observation;
    if (o.kind !== "identity" || o.field !== "name" || o.inferred || o.subject.child !== null) continue;
    if (!MANAGEMENT.test(o.protocol)) continue;
    const name = o.value.toLowerCase();
    const known = names.get(name);
    names.set(name, known ? hull([known, intervalOf(item)]) : intervalOf(item));
  }
  return names;
}

/** How long a neighbour holds what it was told, at most (CDP's holdtime; LLDP's is 120 s). */
const HOLD_TIME_US = 180_000_000;

/**
 * The cards without those that state, while another one is there, a name of which that one knows nothing: the card that
 * two switches of one domain share, or a card in whose name somebody sends. All ports of a system that is given another
 * name state both, save those that come after it and never said the old one. Who speaks for two systems names the
 * addresses of both: such a card is a stranger to whom it meets shortly before or after, too.
 */
function withoutStrangers(cards: readonly Endpoint[], managed: Managed): readonly Endpoint[] {
  // Made up, and refused for their number: not to be compared each with each.
  if (cards.length > MAX_PORTS) return cards;
  const stated = cards.map((card) => ({
    card,
    names: systemNames(card),
    nearUs: (managed.get(card.key)?.size ?? 0) > 1 ? HOLD_TIME_US : 0,
  }));
  // Nearly always all state one name, on hundreds of ports.
  if (new Set(stated.flatMap(({ names }) => [...names.keys()])).size === 1) return cards;
  return stated
    .filter(
      ({ names, nearUs }) =>
        !stated.some(({ names: others }) => {
          const present = hull([...others.values()]);
          return [...names].some(([name, when]) => !others.has(name) && (gapUs(when, present) ?? 0) <= nearUs);
        }),
    )
    .map(({ card }) => card);
}
