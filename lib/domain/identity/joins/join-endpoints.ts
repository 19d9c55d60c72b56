import { isLocalMac } from "../../address";
import { compareText } from "../../compare-text";
import type { Citation, Join } from "../../device/device";
import { cardIdentifier, type Identifier } from "../../device/identifier";
import type { Evidence, Observation } from "../../observation";
import { MANAGEMENT } from "../addresses/carried-addresses";
import type { Leases } from "../addresses/leases";
import type { Endpoint } from "../endpoints/endpoint";
import { citationOf, compareEvidence } from "../values/citation";
import { DisjointSet } from "../values/disjoint-set";
import { hostLabel } from "../values/host-label";
import { areNeighbours } from "../values/port-distance";
import { type Aggregation, aggregationOf } from "./aggregated-ports";
import { areBorrowers, areCardsOfOneHost, isNameOfMany, type KeyedHost } from "./cards-of-one-host";
import type { NamedChassis } from "./chassis-ports";
import type { EmbeddedCard } from "./embedded-card";
import type { Traveller } from "./find-roaming";
import { sshHostKeyOf } from "./identifiers-of";
import { byManagingCards, type ManagingCards } from "./managing-cards";
import { backplaneSerial } from "./rack-backplane";
import { byProduct, type SerialHolders } from "./serials";
import { haveOtherSerials, type StatedSerials } from "./serials-apart";

/** Beyond this many endpoints a serial is a copied image or a simulator, and identifies nobody. */
export const MAX_SERIAL_HOLDERS = 8;

export interface Link {
  readonly a: string;
  readonly b: string;
  readonly join: Join;
  /** By a name or an address that somebody states: it does not hold against serials that tell the two apart. */
  readonly isByName?: boolean;
}

/** Sets of endpoint keys that a person said are not one device. */
export type Forbidden = readonly (readonly [ReadonlySet<string>, ReadonlySet<string>])[];

export interface Joined {
  /** Endpoint key → key of its component. */
  componentOf(key: string): string;
  readonly joins: ReadonlyMap<string, readonly Join[]>;
}

/** The endpoint's own identifier, for sentences about joins. */
export function endpointIdentifier(endpoint: Endpoint): Identifier {
  return endpoint.mac !== null
    ? cardIdentifier(endpoint.realm, endpoint.mac)
    : { kind: "ip", realm: endpoint.realm, value: endpoint.ip as string };
}

/** Serials as numbers, without their makers. */
export interface KnownSerials {
  statedBy(key: string): StatedSerials;
  isContested(serial: string): boolean;
}

/**
 * Joins endpoints by the links, people's first, and refuses what a person forbade. Only strong evidence links
 * endpoints; an address or a hostname never does.
 */
export function joinEndpoints(
  links: readonly Link[],
  forbidden: Forbidden,
  { statedBy, isContested }: KnownSerials,
): Joined {
  const sets = new DisjointSet();
  const serials = new Map<string, StatedSerials>();
  const tags = new Map<string, Set<string>>();
  forbidden.forEach(([as, bs], index) => {
    for (const key of as) addTag(tags, key, `${index}a`);
    for (const key of bs) addTag(tags, key, `${index}b`);
  });
  const made: Link[] = [];
  for (const link of links) {
    const [x, y] = [sets.find(link.a), sets.find(link.b)];
    if (x === y) continue;
    const [tagsX, tagsY] = [tags.get(x), tags.get(y)];
    if (tagsX && tagsY && [...tagsX].some((tag) => tagsY.has(opposite(tag)))) continue;
    const [serialsX, serialsY] = [serials.get(x) ?? statedBy(x), serials.get(y) ?? statedBy(y)];
    if (link.isByName && haveOtherSerials(serialsX, serialsY, isContested)) continue;
    const root = sets.union(x, y);
    serials.set(root, bothOf(serialsX, serialsY));
    for (const tag of [...(tagsX ?? []), ...(tagsY ?? [])]) addTag(tags, root, tag);
    made.push(link);
  }
  const joins = new Map<string, Join[]>();
  for (const link of made) {
    const root = sets.find(link.a);
    const list = joins.get(root);
    if (list) list.push(link.join);
    else joins.set(root, [link.join]);
  }
  return { componentOf: (key) => sets.find(key), joins };
}

function bothOf(a: StatedSerials, b: StatedSerials): StatedSerials {
  if (a.size === 0 || b.size === 0) return a.size === 0 ? b : a;
  return new Map(
    [...new Set([...a.keys(), ...b.keys()])].map((it) => [it, new Set([...(a.get(it) ?? []), ...(b.get(it) ?? [])])]),
  );
}

function addTag(tags: Map<string, Set<string>>, key: string, tag: string): void {
  const set = tags.get(key);
  if (set) set.add(tag);
  else tags.set(key, new Set([tag]));
}

const opposite = (tag: string) => `${tag.slice(0, -1)}${tag.endsWith("a") ? "b" : "a"}`;

/** Endpoints that state one serial of one vendor, chained in the order of their keys. */
export function serialLinks(holders: SerialHolders): Link[] {
  return [...holders.entries()]
    .sort((a, b) => compareText(a[0], b[0]))
    .flatMap(([serial, list]) =>
      byProduct([...list].sort((a, b) => compareText(a[0].key, b[0].key))).flatMap((group) =>
        chain(group).map(([[a], [b, claim]]) =>
          link(a, b, `same serial and vendor (${serial})`, citationOf(claim.evidence)),
        ),
      ),
    );
}

/**
 * Ports of one device: the same station name, system name or management address, and MACs next to each other in their
 * maker's numbering. The name alone does not join (a replacement inherits it), nor does the numbering (devices are
 * bought in batches). Where several of them have addresses, `areCardsOfOneHost` decides.
 */
export function portLinks(
  named: ReadonlyMap<string, readonly Endpoint[]>,
  leases: Leases,
  managing: ManagingCards,
  macVendor: (mac: string) => string | null,
): Link[] {
  const hasAddress = (it: Endpoint) =>
    it.mac !== null && (leases.of(it.realm, it.mac).length > 0 || isProfinetInterface(it));
  return [...named.entries()]
    .sort((a, b) => compareText(a[0], b[0]))
    .flatMap(([name, endpoints]) => {
      const sorted = [...new Set(endpoints)].sort((a, b) => compareText(a.key, b.key));
      const groups: Endpoint[][] = [];
      for (const endpoint of sorted) {
        const group = groups.at(-1);
        const before = group?.at(-1);
        if (before && before.realm === endpoint.realm && areNeighbours(before.mac, endpoint.mac)) group?.push(endpoint);
        else groups.push([endpoint]);
      }
      // A card that somebody made up may say any name, and takes it from nobody.
      const holders = groups.filter((group) => group.some(({ mac }) => mac && !isLocalMac(mac)));
      const isNobodyElses = (own: readonly Endpoint[]) =>
        holders.every((other) => other.includes(own[0] as Endpoint) || areBorrowers(other, own, leases, macVendor));
      const [kind = "", realm = ""] = name.split("|");
      const value = name.slice(kind.length + realm.length + 2);
      const reason = `neighbouring ports of one maker, with the same ${kind} ${value}`;
      const isTelling = (cards: readonly Endpoint[]) => kind === "management address" || !isNameOfMany(value, cards);
      // The management address itself is evidence of whoever holds it; the port says it in the frame with its name.
      const isIt = (o: Observation) =>
        kind === "management address" ? MANAGEMENT.test(o.protocol) && o.kind !== "service" : saysName(o, value);
      return groups
        .flatMap((group) => byManagingCards(group, managing))
        .filter((group) => {
          const addressed = group.filter(hasAddress);
          return (
            addressed.length < 2 ||
            (isNobodyElses(group) && isTelling(addressed) && areCardsOfOneHost(addressed, leases))
          );
        })
        .flatMap((group) => chain(group).map(([a, b]) => link(a, b, reason, whereSaid(b, a, isIt))));
    });
}

export const LISTED_ROW = "one row of a list gives both cards to one device";

/** Cards that one row of a list gives to one device. */
export function listedLinks(listed: readonly (readonly [cards: readonly Endpoint[], citation: Citation])[]): Link[] {
  return listed.flatMap(([cards, citation]) => chain([...cards]).map(([a, b]) => link(a, b, LISTED_ROW, citation)));
}

/** Adapters that lead to one module over the backplane of their rack. */
export function rackLinks(racks: readonly (readonly [string, readonly Endpoint[]])[]): Link[] {
  return racks.flatMap(([name, adapters]) => {
    const [, , slot, serial] = name.split("|");
    const isIt = (o: Observation) => backplaneSerial(o)?.serial === serial;
    return chain([...adapters]).map(([a, b]) =>
      link(a, b, `the same module in their rack (${slot}, serial ${serial})`, whereSaid(b, a, isIt)),
    );
  });
}

export function chassisLinks(chassis: readonly NamedChassis[]): Link[] {
  return namedLinks(chassis, "ports of one maker");
}

function namedLinks(chassis: readonly NamedChassis[], who: string): Link[] {
  return chassis.flatMap(({ name, ip, ports }) =>
    chain([...ports]).map(([a, b]) =>
      link(
        a,
        b,
        `${who} that name the same system ${name} and its management address ${ip}`,
        whereSaid(b, a, (o) => saysName(o, name)),
      ),
    ),
  );
}

/** A host in several networks, by what it says of itself in each of them. */
export function namedHostLinks(hosts: readonly NamedChassis[]): Link[] {
  return namedLinks(hosts, "cards in several networks");
}

/** Answers by its name although it may have no address yet: a device of its own, no port of one. */
function isProfinetInterface({ evidence }: Endpoint): boolean {
  return evidence.some(
    ({ observation: o }) => o.kind === "identity" && o.field === "name" && o.protocol.startsWith("profinet-dcp"),
  );
}

export function teamLinks(teams: readonly (readonly [Endpoint, Endpoint, ip: string])[], leases: Leases): Link[] {
  return teams.map(([a, b, ip]) => {
    const lease = leases.of(b.realm, b.mac as string).find((it) => it.ip === ip);
    return link(a, b, `neighbouring cards of one maker that answer for ${ip} in turn`, lease?.citation ?? null);
  });
}

/** Ports of one link aggregation. */
export function aggregationLinks(aggregations: readonly Aggregation[]): Link[] {
  return aggregations.flatMap(({ system, ports }) =>
    chain([...ports]).map(([a, b]) =>
      link(
        a,
        b,
        `ports that name the same link aggregation system ${system}`,
        whereSaid(b, a, (o) => aggregationOf(o) === system),
      ),
    ),
  );
}

/** Addresses that were made of a card's MAC, to the card, or to each other where nobody saw it. */
export function embeddedLinks(embedded: readonly EmbeddedCard[]): Link[] {
  return embedded.flatMap(({ mac, endpoints, citations }) =>
    chain([...endpoints]).map(([a, b]) =>
      link(a, b, `the IPv6 address is made of the MAC ${mac} (RFC 4291)`, citations.get(b) ?? null),
    ),
  );
}

/** A host in several networks, by its SSH key and name. */
export function keyedLinks(keyed: readonly KeyedHost[]): Link[] {
  return keyed.flatMap(({ hostKey, label, hosts }) => {
    const reason = `the same SSH host key (MD5 ${hostKey}) and name ${label} in several networks`;
    const isIt = (o: Observation) => sshHostKeyOf(o) === hostKey;
    return chain([...hosts]).map(([a, b]) => link(a, b, reason, whereSaid(b, a, isIt)));
  });
}

/** Cards that a laptop took from realm to realm, chained in the order of their keys. */
export function roamingLinks(roaming: readonly Traveller[]): Link[] {
  return roaming.flatMap(({ names, cards }) => {
    const called = [...names].sort(compareText).slice(0, 3).join(", ");
    const reason = `the same burned-in MAC and name (${called}) in several realms, never at the same time`;
    const isIt = (o: Observation) => [...names].some((name) => saysName(o, name));
    return chain([...cards]).map(([a, b]) => link(a, b, reason, whereSaid(b, a, isIt)));
  });
}

/** IPv6 and IPv4 of a host known by addresses only are never joined; only people link those. */
export function personLink(a: Endpoint, b: Endpoint, actor: string, reason: string): Link {
  return link(a, b, `merged by ${actor}: ${reason}`, null);
}

const saysName = (o: Observation, name: string) =>
  o.kind === "identity" &&
  (o.field === "name" || o.field === "instance") &&
  !o.inferred &&
  o.subject.child === null &&
  (o.value.toLowerCase() === name || hostLabel(o.value) === name);

/** The line or frame in which the second said what joins it to the first, or the first did. */
function whereSaid(b: Endpoint, a: Endpoint, isIt: (observation: Observation) => boolean): Citation | null {
  for (const { evidence } of [b, a]) {
    let earliest: Evidence | null = null;
    for (const item of evidence) {
      if (isIt(item.observation) && (earliest === null || compareEvidence(item, earliest) < 0)) earliest = item;
    }
    if (earliest) return citationOf(earliest);
  }
  return null;
}

function link(a: Endpoint, b: Endpoint, reason: string, citation: Citation | null): Link {
  return { a: a.key, b: b.key, join: { a: endpointIdentifier(a), b: endpointIdentifier(b), reason, citation } };
}

function chain<T>(items: readonly T[]): [T, T][] {
  return items.slice(1).map((item, index) => [items[index] as T, item]);
}
