import { addressScope, isLocalMac } from "../../address";
import { compareText } from "../../compare-text";
import { hull, type Interval, intervalOf, overlapUs } from "../../device/interval";
import { vendorKey } from "../../device/vendor-aliases";
import { subnetOf } from "../addresses/carried-addresses";
import type { Leases } from "../addresses/leases";
import { type Endpoint, ownerKey } from "../endpoints/endpoint";
import { hostLabel, isNameOfAKind, isNameOfAProduct, isNameOfTheSystem } from "../values/host-label";
import { MAX_CARD_DISTANCE, portDistance } from "../values/port-distance";
import { roleOfProduct } from "../values/role-of-product";
import { serialKey } from "../values/same-value";
import { isVirtualMachineCard } from "../values/virtual-machine-cards";
import { namesIn } from "./identifiers-of";

/** A server has four ports, seldom more: a longer row of neighbours is a batch of devices. */
const MAX_CARDS = 4;

/**
 * Whether cards that share a name and each have an address are one host's: those of a multi-homed server stand in
 * different networks at the same time. Two machines of one batch stand in one network under two addresses, and a
 * replacement comes after the one it replaces.
 */
export function areCardsOfOneHost(cards: readonly Endpoint[], leases: Leases): boolean {
  if (cards.length > MAX_CARDS || cards.some(isAppliance)) return false;
  return cards.every((a, index) => {
    const next = cards[index + 1];
    const isClose = !next || portDistance(a.mac, next.mac) <= MAX_CARD_DISTANCE;
    return (
      isClose && a.mac !== null && !isLocalMac(a.mac) && cards.slice(index + 1).every((b) => areTogether(a, b, leases))
    );
  });
}

/**
 * Whether cards say the name of others beside whom they stand: of another maker, in one of their networks, at the same
 * time. Panels of a batch have one maker, and a name that is given in every cell is given once in a network; whoever takes
 * the name of a host there takes nothing from it.
 */
export function areBorrowers(
  cards: readonly Endpoint[],
  holders: readonly Endpoint[],
  leases: Leases,
  macVendor: (mac: string) => string | null,
): boolean {
  return cards.every((card) =>
    holders.some((holder) => {
      const [maker, other] = [card, holder].map(({ mac }) => (mac === null ? null : macVendor(mac)));
      if (!maker || !other || vendorKey(maker) === vendorKey(other)) return false;
      const [own, theirs] = [networksOf(card, leases), networksOf(holder, leases)];
      return [...own].some((it) => theirs.has(it)) && areThereAtOnce(card, holder);
    }),
  );
}

/** Whether many have the name that the cards share: it says what they are, and not which. */
export function isNameOfMany(name: string, cards: readonly Endpoint[]): boolean {
  return isNameOfAKind(name) || isNameOfAProduct(name, cards.flatMap(productsOf));
}

function productsOf({ evidence }: Endpoint): string[] {
  return evidence.flatMap(({ observation: o }) =>
    o.kind === "identity" && PRODUCT_FIELDS.has(o.field) && o.subject.child === null ? [o.value] : [],
  );
}

const PRODUCT_FIELDS: ReadonlySet<string> = new Set(["model", "orderNumber", "description"]);

/** Ports of printing (RFC 1179, 8011; raw printing): what prints has one card, and often the name of its factory. */
const PRINTING: ReadonlySet<number> = new Set([515, 631, 9100]);
/** Roles of products that stand in one network. */
const SINGLE: ReadonlySet<string> = new Set(["printer", "camera"]);

function isAppliance({ evidence }: Endpoint): boolean {
  return evidence.some(({ observation: o }) => {
    if (o.subject.child !== null) return false;
    if (o.kind === "service") return o.port !== null && PRINTING.has(o.port) && o.evidence !== "port-only";
    if (o.kind !== "identity") return false;
    return o.field === "role" ? SINGLE.has(o.value) : SINGLE.has(roleOfProduct(o.value) ?? "");
  });
}

function areTogether(a: Endpoint, b: Endpoint, leases: Leases): boolean {
  const [as, bs] = [networksOf(a, leases), networksOf(b, leases)];
  return ![...bs].some((it) => as.has(it)) && areThereAtOnce(a, b);
}

const networksOf = ({ realm, mac }: Endpoint, leases: Leases) =>
  new Set(leases.of(realm, mac as string).map(({ ip }) => subnetOf(ip)));

const areThereAtOnce = (a: Endpoint, b: Endpoint) =>
  overlapUs(hull(a.evidence.map(intervalOf)), hull(b.evidence.map(intervalOf))) > 0;

export interface KeyedHost {
  readonly hostKey: string;
  readonly label: string;
  readonly hosts: readonly Endpoint[];
}

/**
 * A host that is known in several networks by the key of its SSH server and by its name: cards, or addresses whose cards
 * nobody saw. The key alone does not tell: factories and images give one to many. Nor do both of virtual machines, which
 * are copied with them.
 */
export function findKeyed(endpoints: Iterable<Endpoint>, leases: Leases): KeyedHost[] {
  const keyed = new Map<string, Endpoint[]>();
  for (const endpoint of endpoints) {
    const names = namesIn(endpoint.evidence);
    for (const key of names.filter(({ kind }) => kind === "ssh-host-key")) {
      for (const label of new Set(
        names.flatMap(({ kind, value }) => (kind === "hostname" ? [hostLabel(value)] : [])),
      )) {
        if (isNameOfTheSystem(label) || isNameOfAKind(label)) continue;
        const about = `${endpoint.realm}|${key.value}|${label}`;
        const list = keyed.get(about);
        if (list) list.push(endpoint);
        else keyed.set(about, [endpoint]);
      }
    }
  }
  return [...keyed]
    .sort((a, b) => compareText(a[0], b[0]))
    .map(([about, hosts]): KeyedHost => {
      const [, hostKey = "", label = ""] = about.split("|");
      return { hostKey, label, hosts: hosts.sort((a, b) => compareText(a.key, b.key)) };
    })
    .filter(({ hosts }) => hosts.length > 1 && hosts.length <= MAX_CARDS && areInOtherNetworks(hosts, leases));
}

function areInOtherNetworks(hosts: readonly Endpoint[], leases: Leases): boolean {
  if (hosts.some((it) => isAppliance(it) || (it.mac !== null && isVirtualMachineCard(it.mac)))) return false;
  const networks = hosts.map(
    (it) =>
      new Set(
        it.mac === null ? [subnetOf(it.ip as string)] : leases.of(it.realm, it.mac).map(({ ip }) => subnetOf(ip)),
      ),
  );
  return networks.every((own, index) =>
    networks.slice(index + 1).every((other) => ![...own].some((it) => other.has(it))),
  );
}

/**
 * Cards that answer for one address in turn (teamed, load-balanced): neighbours in their maker's numbering, of which
 * at least one states a host name, and none another name, serial or key than the other. Two devices of one batch that were
 * given one address by mistake state no host name, the one that their factory left, or two. Nodes of a cluster have each an
 * address of their own beside the one that goes from the one to the other; cells of one series have one address each, and
 * no sensor hears two of them.
 */
export function findTeams(
  endpoints: ReadonlyMap<string, Endpoint>,
  leases: Leases,
): (readonly [a: Endpoint, b: Endpoint, ip: string])[] {
  return leases.doubles.flatMap(({ first, second, isTaken = false }) => {
    if (isTaken) return [];
    const [a, b] = [first, second].map((lease) => endpoints.get(ownerKey(leases, lease)));
    return a && b && isTeam(a, b, leases) && !areHeardApart(a, b) ? [[a, b, first.ip] as const] : [];
  });
}

function isTeam(a: Endpoint, b: Endpoint, leases: Leases): boolean {
  if (a.mac === null || b.mac === null || isLocalMac(a.mac) || portDistance(a.mac, b.mac) > MAX_CARD_DISTANCE)
    return false;
  const [as, bs] = [valuesOf(a), valuesOf(b)];
  const products = [a, b].flatMap(productsOf);
  const isGiven = (name: string) => !isNameOfTheSystem(name) && !isNameOfAProduct(name, products);
  if (![...as.hosts, ...bs.hosts].some(isGiven)) return false;
  if (hasAddressBeside(a, b, leases) && hasAddressBeside(b, a, leases)) return false;
  return (["hosts", "serials", "keys"] as const).every(
    (kind) => as[kind].size === 0 || bs[kind].size === 0 || [...as[kind]].some((it) => bs[kind].has(it)),
  );
}

function hasAddressBeside(a: Endpoint, b: Endpoint, leases: Leases): boolean {
  const others = new Set(leases.of(b.realm, b.mac as string).map(({ ip }) => ip));
  return leases.of(a.realm, a.mac as string).some(({ ip }) => addressScope(ip) !== "link-local" && !others.has(ip));
}

/** Whether two files of one time have the one and the other, and no file has both: they stand in two networks. */
function areHeardApart(a: Endpoint, b: Endpoint): boolean {
  const [as, bs] = [spansByFile(a), spansByFile(b)];
  if ([...as.keys()].some((file) => bs.has(file))) return false;
  return [...as.values()].some((own) => [...bs.values()].some((other) => overlapUs(own, other) > 0));
}

function spansByFile({ evidence }: Endpoint): Map<string, Interval> {
  const spans = new Map<string, Interval>();
  for (const item of evidence) {
    if (item.observation.kind !== "sighting" || item.observation.subject.mac === null) continue;
    const known = spans.get(item.origin.fileSha256);
    spans.set(item.origin.fileSha256, known ? hull([known, intervalOf(item)]) : intervalOf(item));
  }
  return spans;
}

function valuesOf({ evidence }: Endpoint): Readonly<Record<"hosts" | "serials" | "keys", ReadonlySet<string>>> {
  const names = namesIn(evidence);
  const serials = evidence.flatMap(({ observation: o }) =>
    o.kind === "identity" && o.field === "serial" && o.subject.child === null ? [serialKey(o.value)] : [],
  );
  return {
    hosts: new Set(names.flatMap(({ kind, value }) => (kind === "hostname" ? [hostLabel(value)] : []))),
    serials: new Set(serials),
    keys: new Set(names.flatMap(({ kind, value }) => (kind === "ssh-host-key" ? [value] : []))),
  };
}
