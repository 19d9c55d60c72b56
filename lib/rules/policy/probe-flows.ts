import { type Address, type AddressRange, type AddressSet, everyAddress, type Family } from "../address/address-set";
import { hasPorts, type PolicyFlow } from "./flow";
import type { Allow, Policy } from "./policy";
import { IP_PROTOCOL, type Service } from "./service";

/** A client's port as operating systems choose it (RFC 6335 dynamic range); no service of a plant listens there. */
const CLIENT_PORT = 51_437;
/** Ports at which a rule that is too wide shows. */
const STRANGER_PORTS = [1, 22, 65_535];
const MAX_PER_SET = 6;

/**
 * Flows at the edges of every allow: first, last and next addresses, ports just inside and just outside, the other
 * transports, the way back, and every zone from and to somewhere that is no zone. What a written rule set gets wrong
 * shows here even when nobody has spoken yet. Bounded by the number of allows and zones, in a fixed order.
 */
export function probeFlows(policy: Policy): PolicyFlow[] {
  // Every zone is tried against every other: their edges are found once.
  const edgesOf = new Map(
    policy.zones.map(({ id, addresses }) => [id, { 4: edges(addresses, 4), 6: edges(addresses, 6) }]),
  );
  const flows = new Map<string, PolicyFlow>();
  const add = (flow: PolicyFlow | null) => {
    if (flow) flows.set(flowKey(flow), flow);
  };
  for (const allow of policy.allows) {
    const services = triedServices(allow);
    for (const family of [4, 6] as const) {
      const sources = edgesOf.get(allow.fromZoneId)?.[family] ?? [];
      const destinations = edgesOf.get(allow.toZoneId)?.[family] ?? [];
      for (const tried of services) {
        add(flowOf(sources[0], destinations[0], tried));
        add(flowOf(destinations[0], sources[0], tried));
      }
      // Every edge once from either side, with services in turn: what depends on both address and port is rare.
      for (const [index, source] of sources.entries())
        add(flowOf(source, destinations[index % destinations.length], services[index % services.length] as Tried));
      for (const [index, destination] of destinations.entries())
        add(flowOf(sources[0], destination, services[index % services.length] as Tried));
    }
  }
  for (const zone of policy.zones) {
    for (const family of [4, 6] as const) {
      const inside = edgesOf.get(zone.id)?.[family][0];
      const outside = { family, value: everyAddress(family).last / 3n };
      add(flowOf(inside, outside, { protocol: IP_PROTOCOL.tcp, port: 443 }));
      add(flowOf(outside, inside, { protocol: IP_PROTOCOL.tcp, port: 22 }));
      for (const other of policy.zones) {
        const there = edgesOf.get(other.id)?.[family][0];
        add(flowOf(inside, there, { protocol: IP_PROTOCOL.tcp, port: 22 }));
        add(flowOf(inside, there, { protocol: family === 4 ? IP_PROTOCOL.icmp : IP_PROTOCOL.icmpv6, port: 0 }));
      }
    }
  }
  return [...flows.values()];
}

/** What makes two flows the same for a firewall, the client's port apart. */
export function flowKey({ source, destination, protocol, destinationPort }: PolicyFlow): string {
  return `${source.family} ${source.value} ${destination.value} ${protocol} ${destinationPort}`;
}

/** A flow with a client's port chosen; null when its ends are of different families or one is missing. */
export function flowOf(
  source: Address | undefined,
  destination: Address | undefined,
  { protocol, port }: { readonly protocol: number; readonly port: number },
): PolicyFlow | null {
  if (!source || !destination || source.family !== destination.family) return null;
  if (protocol === IP_PROTOCOL.icmp && source.family === 6) return null;
  if (protocol === IP_PROTOCOL.icmpv6 && source.family === 4) return null;
  const ported = hasPorts(protocol);
  return { source, destination, protocol, sourcePort: ported ? CLIENT_PORT : 0, destinationPort: ported ? port : 0 };
}

function edges(set: AddressSet, family: Family): Address[] {
  const values = set
    .filter((it) => it.family === family)
    .slice(0, MAX_PER_SET)
    .flatMap(({ first, last }: AddressRange) => [first, last, first + 1n, last + 1n, first - 1n]);
  const { last } = everyAddress(family);
  return [...new Set(values)].filter((it) => it >= 0n && it <= last).map((value) => ({ family, value }));
}

interface Tried {
  readonly protocol: number;
  readonly port: number;
}

function triedServices({ services }: Allow): Tried[] {
  const tried = services.slice(0, 40).flatMap(ofService);
  const strangers = STRANGER_PORTS.flatMap((port) => [
    { protocol: IP_PROTOCOL.tcp, port },
    { protocol: IP_PROTOCOL.udp, port },
  ]);
  return [
    ...tried,
    ...strangers,
    { protocol: IP_PROTOCOL.icmp, port: 0 },
    { protocol: IP_PROTOCOL.icmpv6, port: 0 },
    { protocol: IP_PROTOCOL.gre, port: 0 },
  ];
}

function ofService(service: Service): Tried[] {
  if (service.kind === "ip") return [{ protocol: service.protocol, port: 0 }];
  if (service.kind === "any" || service.kind === "echo") return [];
  const { first, last } = service.ports;
  const ports = [first, last, first - 1, last + 1].filter((it) => it >= 1 && it <= 65_535);
  return [...new Set(ports)].flatMap((port) => [
    { protocol: IP_PROTOCOL[service.kind], port },
    { protocol: service.kind === "tcp" ? IP_PROTOCOL.udp : IP_PROTOCOL.tcp, port },
  ]);
}
