import { addressScope, isGroupMac, isHostAddress, macInAddress } from "../../address";
import { compareText } from "../../compare-text";
import type { HostLink, HostView } from "../../device/device";
import type { BindingObservation, Evidence, IdentityObservation, SightingObservation } from "../../observation";
import { areNeighbours } from "../values/port-distance";
import { type Carried, CarriedAddresses, tellsHosts } from "./carried-addresses";
import { isDecremented, isFirstHop } from "./hops";

/**
 * The gateway guard. A frame's source MAC belongs to whoever put it on this wire last: the host itself or a router.
 * An address is bound to a MAC only by proof, or when nothing speaks for a router; in doubt it stays unbound, because
 * a router's MAC on somebody else's device is a lie that spreads, and a missing MAC is only a gap.
 */

/** Addresses that one MAC may prove in one day; more, and it answers for others (proxy ARP, scan through NAT). */
const MAX_PROVEN_IPV4_PER_DAY = 8;
/** Privacy extensions give a host several new IPv6 addresses a day. */
const MAX_PROVEN_IPV6_PER_DAY = 64;
/** Cards that may prove one address; more, and most of them make it up. */
const MAX_CLAIMANTS = 8;
/** Owners named per address: more, and nobody owns it. */
const MAX_MACS = 32;

interface Place {
  readonly realm: string;
  readonly ip: string;
  readonly carried: Carried[];
}

/** What the evidence says of every host address, by realm and address. Expects folded evidence; any order will do. */
export function findHosts(evidence: readonly Evidence[]): HostView[] {
  const places = new Map<string, Place>();
  const cards = new Map<string, CarriedAddresses>();
  const usable = new Map<string, boolean>();
  const isUsable = (ip: string) => {
    const known = usable.get(ip);
    if (known !== undefined) return known;
    const answer = isHostAddress(ip);
    usable.set(ip, answer);
    return answer;
  };
  for (const item of evidence) {
    const { observation: o, origin } = item;
    const { mac, ip } = o.subject;
    if (ip === null || !isUsable(ip)) continue;
    const key = `${origin.realm}\n${ip}`;
    let place = places.get(key);
    if (!place) {
      place = { realm: origin.realm, ip, carried: [] };
      places.set(key, place);
    }
    if (mac === null || isGroupMac(mac) || mac === "00:00:00:00:00:00") continue;
    if (o.kind === "service" || (o.kind === "identity" && !tellsHosts(o))) continue;
    const cardKey = `${origin.realm}\n${mac}`;
    let card = cards.get(cardKey);
    if (!card) {
      card = new CarriedAddresses(mac);
      cards.set(cardKey, card);
    }
    const carried = card.address(ip);
    if (carried.isNew) place.carried.push(carried);
    carried.isNew = false;
    if (o.kind === "identity") card.noteIdentity(carried, item as Evidence & { observation: IdentityObservation });
    else card.note(carried, item as Evidence & { observation: SightingObservation | BindingObservation });
  }
  for (const { carried } of places.values()) noteLessees(carried);
  return [...places.values()].map(viewOf).sort((a, b) => compareText(a.realm, b.realm) || compareText(a.ip, b.ip));
}

function viewOf({ realm, ip, carried }: Place): HostView {
  // Every host has it: it tells none from another.
  if (addressScope(ip) === "loopback") return { realm, ip, macs: [], link: "unknown" };
  const proven = amongClaimants(carried.filter((it) => it.isProven && !answersForOther(it)));
  const close = proven.length > 0 ? proven : carried.filter((it) => linkAt(it) === "on-link");
  const owners = close.length > 0 ? close : managed(carried);
  const link: HostLink =
    owners.length > 0 ? "on-link" : carried.some((it) => linkAt(it) === "behind-router") ? "behind-router" : "unknown";
  const macs = owners.map((it) => it.card.mac).sort(compareText);
  return { realm, ip, macs: macs.slice(0, MAX_MACS), link };
}

/** Many claim the address by answers alone, while somebody speaks from it: those who do not speak are passed over. */
function amongClaimants(proven: readonly Carried[]): readonly Carried[] {
  if (proven.length <= MAX_CLAIMANTS) return proven;
  const speaking = proven.filter((it) => it.isOwnWord || it.ttlMax !== null);
  return speaking.length > 0 ? speaking : proven;
}

/** Ports of one device name one management address: the lowest of a row of neighbours stands for all. */
function managed(carried: readonly Carried[]): Carried[] {
  const sorted = carried.filter((it) => it.isManagement).sort((a, b) => compareText(a.card.mac, b.card.mac));
  return sorted.filter((it, index) => index === 0 || !areNeighbours(sorted[index - 1]?.card.mac ?? null, it.card.mac));
}

const answersForOther = (carried: Carried) =>
  isProxy(carried) || isForwarded(carried) || isMapped(carried) || standsIn(carried);

/**
 * Answered for by ARP with one card on a day on which another was leased the address, and is not heard from it: a wireless
 * bridge puts its own card on the wire for its clients. It has an address of its own beside; whoever takes a leased address
 * by mistake has that one alone.
 */
function standsIn(carried: Carried): boolean {
  const { card, ip, isOwnWord, isForLessee } = carried;
  if (isOwnWord || !isForLessee) return false;
  return card.hasOwnBeside(ip, (other) => other.isProven && sharesDay(carried, other));
}

const sharesDay = (a: Carried, b: Carried) => [...a.cells].some((cell) => cell.startsWith("day ") && b.cells.has(cell));

/** Notes at which cards an address is that was leased to another one, who does not send from it. */
function noteLessees(carried: readonly Carried[]): void {
  const silent = carried.filter((it) => it.isLeased && it.sent === 0);
  for (const lessee of silent) {
    for (const it of carried) if (it !== lessee && !it.isLeased && sharesDay(lessee, it)) it.isForLessee = true;
  }
}

/**
 * One of several addresses at one card that state different serials at one time, or three names of computers: a box
 * that translates addresses one to one, or a bridge that lends its card to those behind it, with or without counting
 * hops. A list, a lease and the device's own word hold.
 */
const isMapped = (carried: Carried) => !carried.isOwnWord && carried.card.isSharedBy(carried);

/**
 * A person's list, a DHCP lease and the device's own word hold even at a proxy; what it answered by ARP does not, save
 * where it is the only address of its network that speaks itself: a routing switch has one in each of its networks, and
 * who claims a whole network by ARP has one that packets come from.
 */
function isProxy(carried: Carried): boolean {
  const { card, isOwnWord } = carried;
  if (isOwnWord || isOwnInItsNetwork(carried)) return false;
  const { ipv4, ipv6 } = card.provenPerDay();
  return ipv4 > MAX_PROVEN_IPV4_PER_DAY || ipv6 > MAX_PROVEN_IPV6_PER_DAY;
}

function isOwnInItsNetwork({ card, ip, subnet, isProven, ttlMax, sent }: Carried): boolean {
  if (!isProven || sent === 0 || ttlMax === null || !isFirstHop(ttlMax)) return false;
  return !card.hasOwnBeside(ip, (other) => other.isProven && other.subnet === subnet && other.ttlMax !== null);
}

/**
 * Answered for by ARP, while its packets come with a decremented TTL: the card answers for a host behind it (proxy ARP).
 * Only a card that has an address of its own does; a host alone at its card just counts from an unusual number.
 */
function isForwarded({ card, isOwnWord, ttlMax, ip }: Carried): boolean {
  if (isOwnWord || ttlMax === null || !isDecremented(ttlMax)) return false;
  return card.hasOwnBeside(ip, (other) => other.isProven && (other.ttlMax === null || !isDecremented(other.ttlMax)));
}

/** What an address without proof looks like at this card. */
function linkAt(carried: Carried): HostLink {
  const { card, ip, sent, ttlMax } = carried;
  if (carried.isProven) return answersForOther(carried) ? "behind-router" : "on-link";
  if (sent === 0) return "unknown";
  const scope = addressScope(ip);
  // No router can lend an address that was made of the card's own MAC.
  if (scope === "link-local" || macInAddress(ip) === card.mac) return "on-link";
  if (ttlMax !== null && isDecremented(ttlMax)) return "behind-router";
  if (isMapped(carried) || isProxy(carried)) return "behind-router";
  const company = card.companyOf(carried);
  if (company.others === 0) return ttlMax !== null && isFirstHop(ttlMax) ? "on-link" : "unknown";
  // One second address of another subnet can be an alias; a public one, or several, are somebody else's.
  const few = scope === "public" ? 1 : 2;
  const strangers = company.hasProven
    ? company.isForeign
      ? company.foreign
      : 0
    : company.subnets > 1
      ? company.others
      : 0;
  return strangers >= few ? "behind-router" : "unknown";
}
