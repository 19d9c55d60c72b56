import { isLocalMac } from "../../address";
import { acceptConflicts } from "../../device/accept-conflicts";
import type { Decision, StateDecision } from "../../device/decision";
import type { Conflict, Device, DeviceInterface, Join } from "../../device/device";
import { orderDecisions } from "../../device/device-state";
import { cardIdentifier, type Identifier, identifierKey } from "../../device/identifier";
import { unapprovedCard } from "../endpoints/find-conflicts";
import { cardInAddress } from "../joins/embedded-card";
import { LISTED_ROW } from "../joins/join-endpoints";
import { MAX_CARD_DISTANCE, portDistance } from "../values/port-distance";

type Joined = Pick<Device, "state" | "interfaces" | "joins">;

/**
 * What an approval of the device is about: its cards, and addresses whose card nobody has seen. A virtual router's card is
 * whoever has it at the time, and is approved with nobody.
 */
export function coverOf({ interfaces }: Pick<Device, "interfaces">): Identifier[] {
  const own = interfaces.flatMap((it) => (it.macKind === "virtual-router" ? [] : (nameOf(it) ?? [])));
  return [...new Map(own.map((it) => [identifierKey(it), it])).values()];
}

/**
 * The cards of an approved device that its approvals do not know: they joined by what the wire says, and what the wire says
 * approves nothing. What counts is what people had before them when they decided, never the time of a frame or an import:
 * an old capture that comes in late brings a card that nobody approved, and computing anew brings none. Null when all are
 * approved.
 */
export function unapprovedCards(device: Joined, decisions: readonly Decision[]): Conflict | null {
  if (device.state !== "sanctioned" || device.interfaces.length < 2) return null;
  const approvals = holdingApprovals(decisions.filter((it) => it.kind === "state"));
  const byHand = approvals.filter(({ isOfList }) => !isOfList);
  // Of a decision of which that is not known.
  if (byHand.some(({ covers }) => !covers)) return null;
  const merged = decisions.flatMap((it) => (it.kind === "merge" ? (it.covers ?? [it.anchor, it.other]) : []));
  const cover = new Cover(
    [...approvals.flatMap(({ anchor, covers, isOfList }) => (isOfList ? [anchor] : (covers ?? []))), ...merged],
    device,
  );
  // A list names a device by the card or the address that people know it by, and no port that has no address.
  const isAsked = (it: DeviceInterface) => byHand.length > 0 || it.addresses.length > 0;
  const unknown = device.interfaces.filter((it) => isAsked(it) && !cover.holds(it));
  if (unknown.length === 0) return null;
  const names = coverOf({ interfaces: unknown });
  return unapprovedCard(
    names.map((name) => ({ name, join: device.joins.find((it) => joinsCard(it, name, device)) ?? null })),
    byHand.length > 0,
  );
}

/** The device with what its decisions make of its contradictions: cards that nobody approved, and what was accepted. */
export function withConflictsDecided(device: Device, decisions: readonly Decision[]): Device {
  const others = device.conflicts.filter(({ kind }) => kind !== "unapproved-card");
  const unapproved = unapprovedCards(device, decisions);
  const accepts = decisions.filter((it) => it.kind === "accept-conflict");
  return { ...device, conflicts: acceptConflicts(unapproved ? [...others, unapproved] : others, accepts) };
}

/** Words of approval since somebody last said otherwise by hand; lists have no time, and always speak. */
function holdingApprovals(states: readonly StateDecision[]): StateDecision[] {
  const ordered = orderDecisions(states);
  const before = ordered.findIndex(({ state, isOfList }) => state !== "sanctioned" && !isOfList);
  return ordered.filter(({ isOfList }, index) => isOfList || before < 0 || index < before);
}

/** Identifiers that people approved, and what else of the device is approved with them. */
class Cover {
  private readonly cards = new Set<string>();
  private readonly addresses = new Set<string>();
  private readonly known: { readonly mac: string; readonly addresses: ReadonlySet<string> }[] = [];
  /** Addresses of all of them: hundreds of ports with as many addresses each are not compared pair by pair. */
  private readonly answered = new Set<string>();
  private readonly listed: ReadonlySet<string>;

  constructor(approved: readonly Identifier[], { interfaces, joins }: Joined) {
    for (const { kind, realm, value } of approved) {
      if (kind === "ip") this.addresses.add(`${realm}|${value}`);
      else this.cards.add(cardKey(realm, value));
    }
    // A row of a list that gives several cards to one device is a person's word on all of them.
    const rows = joins.filter(({ reason }) => reason === LISTED_ROW);
    this.listed = new Set(rows.flatMap(({ a, b }) => [identifierKey(a), identifierKey(b)]));
    for (const own of interfaces) {
      if (own.mac === null || own.macKind === "virtual-router" || !this.isNamed(own)) continue;
      const addresses = own.addresses.map(({ ip }) => `${own.realm}|${ip}`);
      this.known.push({ mac: own.mac, addresses: new Set(addresses) });
      for (const address of addresses) this.answered.add(address);
    }
  }

  holds(it: DeviceInterface): boolean {
    return it.macKind === "virtual-router" || this.isNamed(it) || this.isPart(it);
  }

  /** An address of an approved card, seen without it; or the other half of a team, which answers for one address with it. */
  private isPart({ mac, realm, addresses }: DeviceInterface): boolean {
    const shared = addresses.map(({ ip }) => `${realm}|${ip}`).filter((it) => this.answered.has(it));
    if (shared.length === 0 || mac === null) return shared.length > 0;
    return this.known.some(
      (own) => portDistance(mac, own.mac) <= MAX_CARD_DISTANCE && shared.some((it) => own.addresses.has(it)),
    );
  }

  private isNamed(it: DeviceInterface): boolean {
    const name = nameOf(it);
    if (name && this.listed.has(identifierKey(name))) return true;
    if (it.mac !== null && this.cards.has(cardKey(it.realm, it.mac))) return true;
    // Approved by its address alone, and met by its card since; or the address was made of an approved card.
    return it.addresses.some(({ ip, realm }) => {
      if (this.addresses.has(`${realm}|${ip}`)) return true;
      const card = it.mac === null ? cardInAddress(ip) : null;
      return card !== null && this.cards.has(cardKey(realm, card));
    });
  }
}

/** A burned-in card is the same one wherever it goes; one that software made up may be another's in another realm. */
const cardKey = (realm: string, mac: string) => (isLocalMac(mac) ? `${realm}|${mac}` : mac);

function nameOf({ mac, realm, addresses }: DeviceInterface): Identifier | null {
  if (mac !== null) return cardIdentifier(realm, mac);
  const [address] = addresses;
  return address ? { kind: "ip", realm, value: address.ip } : null;
}

/** Whether the join ties the card to another part of the device, and not to an address of its own. */
function joinsCard({ a, b }: Join, card: Identifier, { interfaces }: Joined): boolean {
  const [keyA, keyB, own] = [identifierKey(a), identifierKey(b), identifierKey(card)];
  if (keyA !== own && keyB !== own) return false;
  const other = keyA === own ? keyB : keyA;
  return interfaces.some((it) => {
    const name = nameOf(it);
    return name !== null && identifierKey(name) === other;
  });
}
