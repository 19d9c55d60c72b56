import { type AddressSet, ANY_ADDRESS, everyAddress, type Family, intersectAddresses } from "../address/address-set";
import { IP_PROTOCOL, type PortRange } from "../policy/service";
import type { ConnectionState, RuleMatch, ServiceMatch } from "./rule-set";

/** A match while its rule is being read: every condition narrows it. */
export interface OpenMatch {
  sources: AddressSet;
  destinations: AddressSet;
  protocols: readonly number[] | null;
  sourcePorts: readonly PortRange[] | null;
  destinationPorts: readonly PortRange[] | null;
  icmpTypes: readonly number[] | null;
  states: readonly ConnectionState[] | null;
  inputInterface: string | null;
  outputInterface: string | null;
  isReplyOnly: boolean;
}

export function openMatch(): OpenMatch {
  return {
    sources: ANY_ADDRESS,
    destinations: ANY_ADDRESS,
    protocols: null,
    sourcePorts: null,
    destinationPorts: null,
    icmpTypes: null,
    states: null,
    inputInterface: null,
    outputInterface: null,
    isReplyOnly: false,
  };
}

export function narrowFamily(match: OpenMatch, family: Family): void {
  const only = [everyAddress(family)];
  match.sources = intersectAddresses(match.sources, only);
  match.destinations = intersectAddresses(match.destinations, only);
}

export function narrowSources(match: OpenMatch, set: AddressSet): void {
  match.sources = intersectAddresses(match.sources, set);
}

export function narrowDestinations(match: OpenMatch, set: AddressSet): void {
  match.destinations = intersectAddresses(match.destinations, set);
}

export function narrowProtocols(match: OpenMatch, protocols: readonly number[]): void {
  match.protocols = match.protocols ? match.protocols.filter((it) => protocols.includes(it)) : protocols;
}

export function closeMatch(match: OpenMatch): RuleMatch {
  const service: ServiceMatch = {
    protocols: match.protocols,
    sourcePorts: match.sourcePorts,
    destinationPorts: match.destinationPorts,
    icmpTypes: match.icmpTypes,
    ...(match.isReplyOnly ? { isReplyOnly: true } : {}),
  };
  return {
    sources: match.sources,
    destinations: match.destinations,
    services: [service],
    states: match.states,
    inputInterface: match.inputInterface,
    outputInterface: match.outputInterface,
  };
}

export const ANY_SERVICE: ServiceMatch = {
  protocols: null,
  sourcePorts: null,
  destinationPorts: null,
  icmpTypes: null,
};

/** Every port that is in none of the ranges. */
export function otherPorts(ranges: readonly PortRange[]): PortRange[] {
  const others: PortRange[] = [];
  let next = 0;
  for (const { first, last } of [...ranges].sort((a, b) => a.first - b.first)) {
    if (first > next) others.push({ first: next, last: first - 1 });
    next = Math.max(next, last + 1);
  }
  if (next <= 65_535) others.push({ first: next, last: 65_535 });
  return others;
}

/** Protocol numbers other than these. */
export function otherProtocols(protocols: readonly number[]): number[] {
  return Array.from({ length: 256 }, (_, number) => number).filter((it) => !protocols.includes(it));
}

const PROTOCOL_NAMES: ReadonlyMap<string, number> = new Map<string, number>([
  ...Object.entries(IP_PROTOCOL),
  ["ipv6-icmp", IP_PROTOCOL.icmpv6],
  ["icmp6", IP_PROTOCOL.icmpv6],
  ["ipv4", 4],
  ["ipinip", 4],
  ["ipip", 4],
  ["egp", 8],
  ["igrp", 9],
  ["ipv6", 41],
  ["ah", IP_PROTOCOL.ah],
  ["ahp", IP_PROTOCOL.ah],
  ["ipsec", IP_PROTOCOL.esp],
  ["eigrp", 88],
  ["ospf", 89],
  ["ospfigp", 89],
  ["nos", 94],
  ["pim", 103],
  ["pcp", 108],
  ["snp", 109],
  ["vrrp", 112],
  ["l2tp", 115],
  ["udplite", 136],
]);

/** IANA number of a protocol by number or by the names that firewalls use; null when unknown. */
export function parseProtocol(text: string): number | null {
  if (/^\d{1,3}$/.test(text)) return Number(text) <= 255 ? Number(text) : null;
  return PROTOCOL_NAMES.get(text.toLowerCase()) ?? null;
}
