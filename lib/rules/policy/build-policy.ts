import { compareText } from "@/lib/domain/compare-text";
import type { ConduitRule } from "@/lib/domain/zone/judge-conduits";
import { INTERNET } from "@/lib/domain/zone/zone-key";
import { AddressIndex } from "../address/address-index";
import {
  type AddressSet,
  ANY_ADDRESS,
  addressSet,
  hasAddress,
  parseAddress,
  parseRange,
  subtractAddresses,
} from "../address/address-set";
import { hasPorts, type PolicyFlow } from "./flow";
import type { Allow, Policy, PolicyZone } from "./policy";
import { IP_PROTOCOL, normalServices, type Service, serviceText } from "./service";
import { negotiationOf, standardPorts } from "./standard-ports";

/** A zone as people drew it. */
export interface DrawnZone {
  readonly id: string;
  readonly name: string;
  readonly cidrs: readonly { readonly realm: string; readonly cidr: string }[];
}

/** A conduit as people drew it; its ends are zone ids, or INTERNET. */
export interface DrawnConduit extends ConduitRule {
  readonly id: string;
  readonly reason: string;
  readonly owner: string | null;
  readonly enforcementPoint: string | null;
}

/** An address at which a device of a zone was last. */
export interface PlacedAddress {
  /** Null: the device is unzoned. */
  readonly zoneId: string | null;
  readonly ip: string;
}

/** A flow that was seen, with the protocol that it spoke. */
export interface ObservedFlow extends PolicyFlow {
  readonly protocolName: string;
}

export interface PolicyDrawing {
  readonly title: string;
  /** Id of the realm for whose addresses the rules are. */
  readonly realm: string;
  readonly zones: readonly DrawnZone[];
  readonly conduits: readonly DrawnConduit[];
  /** Of the realm's devices. */
  readonly placed: readonly PlacedAddress[];
  /** Of the realm. */
  readonly observed: readonly ObservedFlow[];
}

export interface BuiltPolicy {
  readonly policy: Policy;
  /** What of the drawing could not become rules, one sentence each. */
  readonly warnings: readonly string[];
}

/** Not the internet: private, shared, local, documentation and group addresses, as addressScope() has them. */
const NOT_INTERNET: AddressSet = addressSet(
  [
    ...["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"],
    ...["224.0.0.0/4", "240.0.0.0/4", "::/127", "2001:db8::/32", "fc00::/7", "fe80::/10", "ff00::/8"],
  ].flatMap((it) => parseRange(it) ?? []),
);

/**
 * What today's or a target's drawing means for a firewall of one realm: zones as disjoint addresses (the longest prefix
 * wins, a device that was put elsewhere takes its address along), conduits as services, traffic inside a zone allowed.
 */
export function buildPolicy(drawing: PolicyDrawing): BuiltPolicy {
  const warnings: string[] = [];
  const zones = zonesOf(drawing);
  const byId = new Map(zones.map((zone) => [zone.id, zone]));
  const nameOf = (id: string) => byId.get(id)?.name ?? drawing.zones.find((it) => it.id === id)?.name ?? "?";
  const observedPorts = new ObservedPorts(drawing.observed, zones);
  const allows: Allow[] = [];
  const used = new Set<string>();
  for (const conduit of drawing.conduits) {
    const ways: [string, string][] = [[conduit.fromZoneId, conduit.toZoneId]];
    if (conduit.initiator === "either") ways.push([conduit.toZoneId, conduit.fromZoneId]);
    for (const [from, to] of ways) {
      const title = `${nameOf(from)} to ${nameOf(to)}`;
      const missing = [from, to].find((id) => (byId.get(id)?.addresses.length ?? 0) === 0);
      if (missing !== undefined) {
        warnings.push(
          `The conduit from ${title} became no rule: ${nameOf(missing)} has no address in this realm, neither by a subnet nor by a device.`,
        );
        continue;
      }
      const { services, limits, unknown } = servicesOf(conduit, observedPorts.between(from, to));
      for (const sentence of unknown) warnings.push(`Conduit from ${title}: ${sentence}`);
      for (const sentence of limits) warnings.push(`Conduit from ${title}: ${sentence}`);
      if (services.length === 0) continue;
      used.add(from).add(to);
      allows.push({
        id: `${conduit.id} ${from}`,
        ...{ fromZoneId: from, toZoneId: to, services, title, limits },
        ...{ reason: conduit.reason, owner: conduit.owner },
      });
    }
  }
  for (const zone of zones) {
    if (zone.id === INTERNET || zone.addresses.length === 0) continue;
    allows.push({
      id: `inside ${zone.id}`,
      fromZoneId: zone.id,
      toZoneId: zone.id,
      services: [{ kind: "any" }],
      title: `Inside ${zone.name}`,
      reason: "traffic inside a zone needs no conduit, where it passes here at all",
      owner: null,
      limits: [],
    });
  }
  const kept = zones.filter((it) => it.id !== INTERNET || used.has(it.id));
  return { policy: { title: drawing.title, zones: kept, allows }, warnings };
}

function zonesOf({ zones, placed, realm, conduits }: PolicyDrawing): PolicyZone[] {
  const rules = zones
    .flatMap((zone) =>
      zone.cidrs
        .filter((it) => it.realm === realm)
        .flatMap(({ cidr }) => {
          const range = parseRange(cidr);
          return range ? { zoneId: zone.id, range } : [];
        }),
    )
    // Narrowest first; of equals the zone with the smaller id, as placement has it.
    .sort((a, b) => {
      const [sizeA, sizeB] = [a.range.last - a.range.first, b.range.last - b.range.first];
      return sizeA < sizeB ? -1 : sizeA > sizeB ? 1 : compareText(a.zoneId, b.zoneId);
    });
  const hosts = new Map<string, { zoneId: string | null; range: AddressSet[number] }>();
  for (const { zoneId, ip } of placed) {
    const address = parseAddress(ip);
    if (!address || hosts.has(ip)) continue;
    hosts.set(ip, { zoneId, range: { family: address.family, first: address.value, last: address.value } });
  }
  const parts = new Map<string, AddressSet[number][]>();
  const give = (zoneId: string, set: AddressSet) => {
    const own = parts.get(zoneId) ?? [];
    parts.set(zoneId, own);
    for (const range of set) own.push(range);
  };
  let taken: AddressSet = [];
  // An address stands where its device was placed, also outside every zone: then no conduit is its.
  const strays = [...hosts.values()].filter(({ zoneId, range }) => {
    const byRule = rules.find(
      (it) => it.range.family === range.family && it.range.first <= range.first && range.first <= it.range.last,
    );
    return (byRule?.zoneId ?? null) !== zoneId;
  });
  for (const { zoneId, range } of strays) if (zoneId !== null) give(zoneId, [range]);
  taken = addressSet(strays.map((it) => it.range));
  for (const { zoneId, range } of rules) {
    give(zoneId, subtractAddresses([range], taken));
    taken = addressSet([...taken, range]);
  }
  const drawn = zones.map(({ id, name }): PolicyZone => ({ id, name, addresses: addressSet(parts.get(id) ?? []) }));
  if (!conduits.some((it) => it.fromZoneId === INTERNET || it.toZoneId === INTERNET)) return drawn;
  const plant = addressSet([...NOT_INTERNET, ...taken]);
  return [...drawn, { id: INTERNET, name: "Internet", addresses: subtractAddresses(ANY_ADDRESS, plant) }];
}

/** Services that were seen, by zones and protocol. */
class ObservedPorts {
  private readonly byKey = new Map<string, Map<string, Map<string, Service>>>();

  constructor(observed: readonly ObservedFlow[], zones: readonly PolicyZone[]) {
    const zonesAt = new AddressIndex(zones.map(({ addresses }, number) => [number, addresses] as const));
    const zoneOf = (address: PolicyFlow["source"]) => {
      const holds = (number: number) => hasAddress(zones[number]?.addresses ?? [], address);
      return zones[zonesAt.candidates(address).find(holds) ?? -1]?.id;
    };
    for (const flow of observed) {
      const [from, to] = [zoneOf(flow.source), zoneOf(flow.destination)];
      if (from === undefined || to === undefined || from === to) continue;
      const service = serviceOf(flow);
      const ofPair = this.byKey.get(`${from} ${to}`) ?? new Map<string, Map<string, Service>>();
      this.byKey.set(`${from} ${to}`, ofPair);
      const ofProtocol = ofPair.get(flow.protocolName) ?? new Map<string, Service>();
      ofPair.set(flow.protocolName, ofProtocol.set(serviceText(service), service));
    }
  }

  between(from: string, to: string): ReadonlyMap<string, readonly Service[]> {
    const ofPair = this.byKey.get(`${from} ${to}`) ?? new Map<string, Map<string, Service>>();
    return new Map([...ofPair].map(([protocol, services]) => [protocol, [...services.values()]]));
  }
}

function serviceOf({ protocol, destinationPort }: PolicyFlow): Service {
  const ports = { first: destinationPort, last: destinationPort };
  if (protocol === IP_PROTOCOL.tcp) return { kind: "tcp", ports };
  if (protocol === IP_PROTOCOL.udp) return { kind: "udp", ports };
  if (protocol === IP_PROTOCOL.icmp || protocol === IP_PROTOCOL.icmpv6) return { kind: "echo" };
  return { kind: "ip", protocol };
}

function servicesOf(
  { protocols, operations, ports }: DrawnConduit,
  observed: ReadonlyMap<string, readonly Service[]>,
): { services: Service[]; limits: string[]; unknown: string[] } {
  const limits: string[] = [];
  const unknown: string[] = [];
  if (operations.length > 0)
    limits.push(
      `Only to ${operations.join(", ")} is meant. A rule on ports cannot tell operations apart: it needs a firewall that reads the protocol, or a read-only server between.`,
    );
  if (ports.length > 0) {
    const services = ports.map(
      ({ transport, from, to }): Service => ({ kind: transport, ports: { first: from, last: to } }),
    );
    return { services: normalServices(services), limits, unknown };
  }
  if (protocols.length === 0) return { services: [{ kind: "any" }], limits, unknown };
  const services = protocols.flatMap((protocol): readonly Service[] => {
    const known = standardPorts(protocol);
    const seen = observed.get(protocol) ?? [];
    const negotiation = negotiationOf(protocol);
    if (negotiation) limits.push(negotiation);
    if (known?.length === 0 && seen.length === 0) {
      unknown.push(`${protocol} is not routed: no firewall between networks sees it, so there is no rule for it.`);
      return [];
    }
    if (known === null && seen.length === 0) {
      unknown.push(
        `no port of ${protocol} is known, and none was observed between the two: name its ports in the conduit.`,
      );
      return [];
    }
    return [...(known ?? []).map(standardService), ...seen];
  });
  return { services: normalServices(services), limits, unknown };
}

function standardService({
  transport,
  number,
}: {
  readonly transport: "tcp" | "udp" | "ip" | "echo";
  readonly number: number;
}): Service {
  if (transport === "echo") return { kind: "echo" };
  if (transport === "ip") return { kind: "ip", protocol: number };
  return { kind: transport, ports: { first: number, last: number } };
}

/** A recorded flow as a firewall sees it; null for what no router forwards, or whose protocol number nobody noted. */
export function observedFlow(row: {
  readonly initiatorIp: string;
  readonly responderIp: string;
  readonly transport: string;
  readonly port: number | null;
  readonly protocol: string;
}): ObservedFlow | null {
  const [source, destination] = [parseAddress(row.initiatorIp), parseAddress(row.responderIp)];
  if (!source || !destination || source.family !== destination.family) return null;
  if (!isUnicast(destination) || !isUnicast(source)) return null;
  const protocol =
    row.transport === "icmp"
      ? source.family === 4
        ? IP_PROTOCOL.icmp
        : IP_PROTOCOL.icmpv6
      : row.transport === "tcp" || row.transport === "udp" || row.transport === "sctp"
        ? IP_PROTOCOL[row.transport]
        : null;
  if (protocol === null || (hasPorts(protocol) && row.port === null)) return null;
  return {
    ...{ source, destination, protocol, protocolName: row.protocol },
    sourcePort: hasPorts(protocol) ? CLIENT_PORT : 0,
    destinationPort: hasPorts(protocol) ? (row.port ?? 0) : 0,
  };
}

/** Recorded flows are added up over their clients' ports. */
const CLIENT_PORT = 51_437;

const NOT_UNICAST: AddressSet = addressSet(
  [
    "0.0.0.0/8",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "224.0.0.0/4",
    "240.0.0.0/4",
    "::/127",
    "fe80::/10",
    "ff00::/8",
  ].flatMap((it) => parseRange(it) ?? []),
);

function isUnicast(address: PolicyFlow["source"]): boolean {
  return !hasAddress(NOT_UNICAST, address);
}
