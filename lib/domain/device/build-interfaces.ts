import { isLocalMac, isVirtualRouterMac } from "../address";
import type { Evidence } from "../observation";
import { citationOf, compareEvidence } from "./citation";
import { compareText } from "./compare-text";
import type { DeviceAddress, DeviceInterface, Join } from "./device";
import type { Endpoint } from "./endpoint";
import { hull, intervalOf } from "./interval";
import type { Lease, Leases } from "./leases";

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
        : leases.of(realm, mac).map(addressOf).sort(compareAddresses).slice(0, MAX_ADDRESSES),
  };
}

/** Why the card's addresses are the device's: each with the frame that proves it. */
export function addressJoins(endpoint: Endpoint, leases: Leases): Join[] {
  const { mac, realm } = endpoint;
  if (mac === null) return [];
  return [...leases.of(realm, mac)]
    .sort((a, b) => compareAddresses(addressOf(a), addressOf(b)))
    .slice(0, MAX_ADDRESSES)
    .map((lease) => ({
      a: { kind: isLocalMac(mac) ? "local-mac" : "mac", realm, value: mac },
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
