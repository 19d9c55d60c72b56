import ipaddr from "ipaddr.js";
import { compareText } from "../compare-text";
import type { ZoneDecision } from "../device/decision";
import type { Device, DeviceAddress, DeviceField, DeviceInterface } from "../device/device";
import { holdingWord } from "../device/device-state";
import { homeRealm } from "../device/home-realm";
import { identifierKey } from "../device/identifier";
import { searchText } from "../device/search-text";
import { factsOfDevice } from "../query/facts-of-device";
import { type DeviceFacts, matches } from "../query/matches";
import type { Zone } from "./zone";
import { asksWhatPeopleSay, readZoneQuery } from "./zone-query";
import { depthsOf } from "./zone-tree";

export interface Placement {
  /** Null: the device is unzoned. */
  readonly zoneId: string | null;
  /** A sentence for people. */
  readonly reason: string;
}

/** What of a device its place hangs on, where no query of a zone asks for more. */
export interface PlacementParts extends Pick<Device, "decisionIds" | "realms"> {
  /** Null where it was not read, as no decision puts anything into one of the zones. */
  readonly anchor: Device["anchor"] | null;
  readonly fields: { readonly role?: Pick<DeviceField, "value"> };
  readonly interfaces: readonly (Pick<DeviceInterface, "mac" | "macKind" | "realm" | "vlans"> & {
    readonly addresses: readonly Pick<DeviceAddress, "ip" | "realm" | "fromUs" | "toUs">[];
  })[];
}

/** The site with its realms, by which rules on roles and queries are held to the zone's own site. */
export interface PlacementSite {
  readonly id: string;
  readonly name: string;
  readonly realms: readonly { readonly id: string; readonly name: string }[];
}

interface CidrRule {
  readonly zone: Zone;
  readonly cidr: string;
  readonly network: ipaddr.IPv4 | ipaddr.IPv6;
  readonly bits: number;
}

interface MacRule {
  readonly zone: Zone;
  readonly prefix: string;
}

/** A role or a query. */
interface TestRule {
  readonly zone: Zone;
  readonly reason: string;
  readonly holds: (device: PlacementParts, facts: () => DeviceFacts) => boolean;
}

const UNZONED = "no pin, VLAN, subnet or other rule puts it in a zone";

/**
 * Prepares rules and decisions once for many devices. Order of precedence: a person's pin, the VLAN, the subnet
 * (longest prefix at the newest address), then the MAC (longest prefix), the role, a query; none. Rules that cannot be
 * read are passed over. Of rules that hold alike, that of the zone deepest in the hierarchy wins, then the smaller id,
 * so the outcome never depends on the order of zones. Roles and queries hold at the zone's own site, for the device
 * with the role that it has in the end.
 */
export function zonePlacer(
  zones: readonly Zone[],
  decisions: readonly ZoneDecision[],
  sites: readonly PlacementSite[],
): (device: PlacementParts) => Placement {
  const depths = depthsOf(zones);
  const depthOf = (zone: Zone) => depths.get(zone.id) ?? 0;
  const sorted = [...zones].sort((a, b) => depthOf(b) - depthOf(a) || compareText(a.id, b.id));
  const byId = new Map(sorted.map((zone) => [zone.id, zone]));
  const byVlan = new Map<string, Zone>();
  const cidrs = new Map<string, CidrRule[]>();
  const macs = new Map<string, MacRule[]>();
  for (const zone of sorted) {
    for (const { realm, vlan } of zone.vlans) {
      if (!byVlan.has(`${realm}\n${vlan}`)) byVlan.set(`${realm}\n${vlan}`, zone);
    }
    for (const { realm, cidr } of zone.cidrs) {
      if (!ipaddr.isValidCIDR(cidr)) continue;
      const [network, bits] = ipaddr.parseCIDR(cidr);
      append(cidrs, realm, { zone, cidr, network, bits });
    }
    for (const { realm, prefix } of zone.macs) append(macs, realm, { zone, prefix });
  }
  for (const rules of cidrs.values()) rules.sort((a, b) => b.bits - a.bits);
  for (const rules of macs.values()) rules.sort((a, b) => b.prefix.length - a.prefix.length);
  const pins = decisions.filter((it) => byId.has(it.zoneId));
  const byDecision = new Map(pins.map((pin) => [pin.id, pin]));
  const byAnchor = new Map<string, ZoneDecision[]>();
  for (const pin of pins) append(byAnchor, identifierKey(pin.anchor), pin);
  const tests = testsOfSites(sorted);
  const siteOf = new Map(sites.flatMap((site) => site.realms.map(({ id }) => [id, site] as const)));

  return (device) => {
    const pin =
      holdingWord(device.decisionIds.flatMap((id) => byDecision.get(id) ?? [])) ??
      holdingWord((device.anchor && byAnchor.get(identifierKey(device.anchor))) ?? []);
    if (pin) return { zoneId: pin.zoneId, reason: `put here by ${pin.actor}: ${pin.reason}` };
    return (
      byVlans(device, byVlan) ??
      bySubnet(device, cidrs) ??
      byMac(device, macs) ??
      (tests.size > 0 ? byTests(device, tests, siteOf) : null) ?? { zoneId: null, reason: UNZONED }
    );
  };
}

/** Where one device belongs and why. Use zonePlacer for many. */
export function placeDevice(
  device: Device,
  zones: readonly Zone[],
  decisions: readonly ZoneDecision[],
  sites: readonly PlacementSite[],
): Placement {
  return zonePlacer(zones, decisions, sites)(device);
}

/** Whether a device's place hangs on its role: then roles must be settled before devices are placed. */
export function placesByRole(zones: readonly Zone[]): boolean {
  return zones.some(({ roles, queries }) => roles.length + queries.length > 0);
}

/** How much of a device has to be read to place it: its addresses, all of its `PlacementParts`, or everything. */
export type PlacementNeed = "address" | "parts" | "whole";

/** How much of each device has to be read to place it by these zones and decisions. */
export function placementNeed(zones: readonly Zone[], decisions: readonly ZoneDecision[]): PlacementNeed {
  if (zones.some(({ queries }) => queries.length > 0)) return "whole";
  const ids = new Set(zones.map(({ id }) => id));
  const isBySubnetOnly = zones.every(({ vlans, macs, roles }) => vlans.length + macs.length + roles.length === 0);
  return isBySubnetOnly && !decisions.some(({ zoneId }) => ids.has(zoneId)) ? "address" : "parts";
}

/** Whether a device's place hangs on what people say about it without a rebuild, such as its owner or a tag. */
export function placesByDecisions(zones: readonly Zone[]): boolean {
  return zones.some(({ queries }) =>
    queries.some((text) => {
      const { query } = readZoneQuery(text);
      return query !== null && asksWhatPeopleSay(query);
    }),
  );
}

/** Rules on roles first, then queries, per site; zones in the order of their precedence. */
function testsOfSites(zones: readonly Zone[]): ReadonlyMap<string, readonly TestRule[]> {
  const bySite = new Map<string, TestRule[]>();
  for (const zone of zones) {
    for (const role of zone.roles) {
      append(bySite, zone.siteId, {
        zone,
        reason: `its role is ${role}`,
        holds: ({ fields }) => fields.role?.value.toLowerCase() === role.toLowerCase(),
      });
    }
  }
  for (const zone of zones) {
    for (const text of zone.queries) {
      const { query } = readZoneQuery(text);
      if (query === null) continue;
      append(bySite, zone.siteId, {
        zone,
        reason: `the query ${text} finds it`,
        holds: (_, facts) => matches(query, facts(), 0),
      });
    }
  }
  return bySite;
}

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function byVlans(device: PlacementParts, byVlan: ReadonlyMap<string, Zone>): Placement | null {
  const tagged = device.interfaces.flatMap(({ realm, vlans }) => vlans.map((vlan) => ({ realm, vlan })));
  tagged.sort((a, b) => a.vlan - b.vlan || compareText(a.realm, b.realm));
  for (const { realm, vlan } of tagged) {
    const zone = byVlan.get(`${realm}\n${vlan}`);
    if (zone) return { zoneId: zone.id, reason: `seen in VLAN ${vlan} of ${realm}` };
  }
  return null;
}

function bySubnet(device: PlacementParts, byRealm: ReadonlyMap<string, readonly CidrRule[]>): Placement | null {
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

function byMac(device: PlacementParts, byRealm: ReadonlyMap<string, readonly MacRule[]>): Placement | null {
  if (byRealm.size === 0) return null;
  const cards = device.interfaces
    .flatMap(({ mac, macKind, realm }) => (mac === null || macKind === "virtual-router" ? [] : [{ mac, realm }]))
    .sort((a, b) => compareText(a.mac, b.mac) || compareText(a.realm, b.realm));
  let best: { readonly rule: MacRule; readonly mac: string } | null = null;
  for (const { mac, realm } of cards) {
    const rule = byRealm.get(realm)?.find(({ prefix }) => mac.startsWith(prefix));
    if (rule && (best === null || rule.prefix.length > best.rule.prefix.length)) best = { rule, mac };
  }
  return best && { zoneId: best.rule.zone.id, reason: `its MAC ${best.mac} begins with ${best.rule.prefix}` };
}

function byTests(
  device: PlacementParts,
  tests: ReadonlyMap<string, readonly TestRule[]>,
  siteOf: ReadonlyMap<string, PlacementSite>,
): Placement | null {
  const site = device.anchor ? siteOf.get(homeRealm({ anchor: device.anchor, realms: device.realms })) : undefined;
  const rules = site && tests.get(site.id);
  if (!rules) return null;
  let known: DeviceFacts | null = null;
  const facts = () => {
    // Only queries ask for facts, and where there are any placementNeed() has the whole of a device read.
    known ??= factsBeforePlacement(device as Device, site);
    return known;
  };
  const rule = rules.find(({ holds }) => holds(device, facts));
  return rule ? { zoneId: rule.zone.id, reason: rule.reason } : null;
}

/** What is known of a device before it is known where it belongs; readZoneQuery() lets no rule ask for the rest. */
function factsBeforePlacement(device: Device, site: PlacementSite): DeviceFacts {
  const names = new Map(site.realms.map(({ id, name }) => [id, name]));
  return factsOfDevice(device, {
    zone: null,
    purdueLevel: null,
    site: site.name,
    realms: device.realms.map((id) => names.get(id) ?? id),
    riskScore: 0,
    riskBand: "",
    isExposed: false,
    search: searchText(device),
  });
}
