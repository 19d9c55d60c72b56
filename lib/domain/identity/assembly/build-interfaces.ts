import { isLocalMac, isVirtualRouterMac } from "../../address";
import { compareText } from "../../compare-text";
import type { DeviceAddress, DeviceInterface, Join } from "../../device/device";
import { cardIdentifier } from "../../device/identifier";
import { gapUs, hull, type Interval, intervalOf } from "../../device/interval";
import type { Evidence } from "../../observation";
import type { Lease, Leases } from "../addresses/leases";
import type { Endpoint } from "../endpoints/endpoint";
import { citationOf, compareEvidence } from "../values/citation";

/** Seen within this time, it was one and the same who was seen. */
const ONE_VISIT_US = 3_600_000_000;

/** Addresses kept per card: a host that wanders through a whole IPv6 prefix needs no list of it. */
const MAX_ADDRESSES = 256;

/** A network card with the addresses it held; for an endpoint known by IP only, a card without a MAC. */
export function interfaceOf(
  endpoint: Endpoint,
  leases: Leases,
  macVendor: (mac: string) => string | null,
): DeviceInterface {
  const { mac, ip, realm, evidence } = endpoint;
  const vlans = new Set<number>();
  for (const { observation: o } of evidence) {
    // Frames of a host behind a router travel on the router's VLAN, under the router's MAC.
    if (o.kind === "sighting" && o.vlan !== null && o.subject.mac === mac) vlans.add(o.vlan);
  }
  return {
    mac,
    macKind: mac === null ? null : isVirtualRouterMac(mac) ? "virtual-router" : isLocalMac(mac) ? "local" : "universal",
    macVendor: mac === null || isLocalMac(mac) ? null : macVendor(mac),
    realm,
    vlans: [...vlans].sort((a, b) => a - b),
    addresses:
      mac === null
        ? [addressOnly(ip as string, realm, evidence)]
        : heldBy(endpoint, mac, leases).map(addressOf).sort(compareAddresses).slice(0, MAX_ADDRESSES),
  };
}

/**
 * The card's leases, as long as evidence shows them: what names the address alone (logs, a scan, a sensor behind a
 * router) and was given to the card says that it was the card's at that time, too. What was seen over a long time, and
 * began or ended nearer to somebody else's lease, does not say until when; nor does what was seen from one's lease to
 * another's.
 */
function heldBy({ realm, network, evidence }: Endpoint, mac: string, leases: Leases): readonly Lease[] {
  const own = leases.of(realm, mac, network);
  const held = new Map<Lease, Interval>();
  for (const item of evidence) {
    const { subject } = item.observation;
    if (subject.ip === null || subject.mac === mac) continue;
    const when = intervalOf(item);
    const lease = nearestOf(own, subject.ip, when);
    if (!lease) continue;
    const reach = hull([held.get(lease) ?? lease, when]);
    const isLong = (when.toUs as number) - (when.fromUs as number) > ONE_VISIT_US;
    const ends = [when.fromUs, when.toUs].map((atUs) => ({ fromUs: atUs, toUs: atUs }));
    const isOwn = leases.at(realm, lease.ip).every((it) => {
      if (it.mac === mac || it.fromUs === null) return true;
      const nearer = ends.map((end) => (gapUs(lease, end) as number) < (gapUs(it, end) as number));
      const isTold = isLong ? nearer.every(Boolean) : nearer[0] === nearer[1];
      return isTold && (gapUs(it, reach) as number) > 0;
    });
    if (isOwn) held.set(lease, reach);
  }
  return held.size === 0 ? own : own.map((lease) => ({ ...lease, ...held.get(lease) }));
}

function nearestOf(own: readonly Lease[], ip: string, when: Interval): Lease | null {
  let best: { readonly lease: Lease; readonly gap: number } | null = null;
  for (const lease of own) {
    const gap = lease.ip === ip ? gapUs(lease, when) : null;
    if (gap !== null && (!best || gap < best.gap)) best = { lease, gap };
  }
  return best?.lease ?? null;
}

/** Why the card's addresses are the device's: each with the frame that proves it. */
export function addressJoins(endpoint: Endpoint, leases: Leases): Join[] {
  const { mac, network, realm } = endpoint;
  if (mac === null) return [];
  return [...leases.of(realm, mac, network)]
    .sort((a, b) => compareAddresses(addressOf(a), addressOf(b)))
    .slice(0, MAX_ADDRESSES)
    .map((lease) => ({
      a: cardIdentifier(realm, mac),
      b: { kind: "ip", realm, value: lease.ip },
      reason: PROOF_SENTENCES[lease.proof],
      citation: lease.citation,
    }));
}

const PROOF_SENTENCES: Readonly<Record<Lease["proof"], string>> = {
  declared: "a person's list gives the address to this MAC",
  dhcp: "the DHCP server leased the address to this MAC",
  arp: "MAC owns IP by ARP",
  nd: "MAC owns IP by IPv6 neighbour discovery",
  scan: "the scanner on the same network saw the address at this MAC",
  stated: "a protocol states the address together with this MAC",
  "initial-ttl": "the only address of this MAC, sent without passing a router",
};

function addressOf(lease: Lease): DeviceAddress {
  const { ip, realm, fromUs, toUs, proof, citation } = lease;
  return { ip, realm, fromUs, toUs, proof, citation };
}

function addressOnly(ip: string, realm: string, evidence: readonly Evidence[]): DeviceAddress {
  const cited = [...evidence].sort(compareEvidence)[0] as Evidence;
  return { ip, realm, ...hull(evidence.map(intervalOf)), proof: "ip-only", citation: citationOf(cited) };
}

/** Newest address first: the one to look for it at. */
function compareAddresses(a: DeviceAddress, b: DeviceAddress): number {
  return (b.toUs ?? -1) - (a.toUs ?? -1) || (b.fromUs ?? -1) - (a.fromUs ?? -1) || compareText(a.ip, b.ip);
}
