import ipaddr from "ipaddr.js";
import { compareText } from "../device/compare-text";
import type { ZoneDecision } from "../device/decision";
import type { Device } from "../device/device";
import { compareDecisions } from "../device/device-state";
import { identifierKey } from "../device/identifier";
import type { Zone } from "./zone";

export interface Placement {
  /** Null: the device is unzoned. */
  readonly zoneId: string | null;
  /** A sentence for people. */
  readonly reason: string;
}

interface CidrRule {
  readonly zone: Zone;
  readonly cidr: string;
  readonly network: ipaddr.IPv4 | ipaddr.IPv6;
  readonly bits: number;
}

const UNZONED = "no pin, VLAN or subnet rule puts it in a zone";

/**
 * Prepares rules and decisions once for many devices. Order of precedence: a person's pin, the VLAN, the subnet
 * (longest prefix at the newest address), none. Rules that cannot be read are passed over; equal rules go to the zone
 * with the smaller id, so the outcome never depends on the order of zones.
 */
export function zonePlacer(zones: readonly Zone[], decisions: readonly ZoneDecision[]): (device: Device) => Placement {
  const sorted = [...zones].sort((a, b) => compareText(a.id, b.id));
  const byId = new Map(sorted.map((zone) => [zone.id, zone]));
  const byVlan = new Map<string, Zone>();
  const byRealm = new Map<string, CidrRule[]>();
  for (const zone of sorted) {
    for (const { realm, vlan } of zone.vlans) {
      if (!byVlan.has(`${realm}\n${vlan}`)) byVlan.set(`${realm}\n${vlan}`, zone);
    }
    for (const { realm, cidr } of zone.cidrs) {
      if (!ipaddr.isValidCIDR(cidr)) continue;
      const [network, bits] = ipaddr.parseCIDR(cidr);
      const rules = byRealm.get(realm) ?? [];
      byRealm.set(realm, rules);
      rules.push({ zone, cidr, network, bits });
    }
  }
  for (const rules of byRealm.values()) rules.sort((a, b) => b.bits - a.bits);
  const pins = [...decisions].sort(compareDecisions).filter((it) => byId.has(it.zoneId));
  const byDecision = new Map(pins.map((pin) => [pin.id, pin]));
  const byAnchor = new Map([...pins].reverse().map((pin) => [identifierKey(pin.anchor), pin]));

  return (device) => {
    const pin =
      device.decisionIds.flatMap((id) => byDecision.get(id) ?? [])[0] ?? byAnchor.get(identifierKey(device.anchor));
    if (pin) return { zoneId: pin.zoneId, reason: `put here by ${pin.actor}: ${pin.reason}` };
    return byVlans(device, byVlan) ?? bySubnet(device, byRealm) ?? { zoneId: null, reason: UNZONED };
  };
}

/** Where one device belongs and why. Use zonePlacer for many. */
export function placeDevice(device: Device, zones: readonly Zone[], decisions: readonly ZoneDecision[]): Placement {
  return zonePlacer(zones, decisions)(device);
}

function byVlans(device: Device, byVlan: ReadonlyMap<string, Zone>): Placement | null {
  const tagged = device.interfaces.flatMap(({ realm, vlans }) => vlans.map((vlan) => ({ realm, vlan })));
  tagged.sort((a, b) => a.vlan - b.vlan || compareText(a.realm, b.realm));
  for (const { realm, vlan } of tagged) {
    const zone = byVlan.get(`${realm}\n${vlan}`);
    if (zone) return { zoneId: zone.id, reason: `seen in VLAN ${vlan} of ${realm}` };
  }
  return null;
}

function bySubnet(device: Device, byRealm: ReadonlyMap<string, readonly CidrRule[]>): Placement | null {
  const addresses = device.interfaces
    .flatMap((card) => card.addresses)
    .sort((a, b) => (b.toUs ?? -1) - (a.toUs ?? -1) || compareText(a.realm, b.realm) || compareText(a.ip, b.ip));
  for (const { ip, realm } of addresses) {
    const rules = byRealm.get(realm);
    if (!rules || !ipaddr.isValid(ip)) continue;
    const address = ipaddr.parse(ip);
    const rule = rules.find(({ network, bits }) => network.kind() === address.kind() && address.match(network, bits));
    if (rule) return { zoneId: rule.zone.id, reason: `its address ${ip} is in ${rule.cidr} of ${realm}` };
  }
  return null;
}
