import {
  type AddressSet,
  addressSet,
  coversAddresses,
  intersectAddresses,
  subtractAddresses,
} from "../address/address-set";
import { hasPorts, isIcmp } from "../policy/flow";
import type { RuleMatch, ServiceMatch } from "../rule-set/rule-set";

/** Ports, ICMP types and protocols on one line of numbers: protocol × 65,536 + port or type. */
const WIDTH = 65_536;
const EVERY_SERVICE: AddressSet = [{ family: 4, first: 0n, last: BigInt(256 * WIDTH - 1) }];

/** First packets that a rule matches: every pair of its addresses, in every of its services. */
export interface Region {
  readonly sources: AddressSet;
  readonly destinations: AddressSet;
  /** On the line above; a set like those of addresses. */
  readonly services: AddressSet;
  readonly inputInterface: string | null;
  readonly outputInterface: string | null;
  /** False when the rule asks for more than stands here: then it is at most this, and covers nothing. */
  readonly isExact: boolean;
}

/** Null when the rule never matches a first packet. */
export function regionOf(match: RuleMatch): Region | null {
  if (match.states && !match.states.includes("new")) return null;
  const services = match.services.filter((it) => !it.isReplyOnly);
  if (services.length === 0) return null;
  return {
    sources: match.sources,
    destinations: match.destinations,
    services: addressSet(services.flatMap(rangesOf)),
    inputInterface: match.inputInterface,
    outputInterface: match.outputInterface,
    isExact: services.every((it) => it.sourcePorts === null) && (match.states === null || match.states.includes("new")),
  };
}

function rangesOf({ protocols, destinationPorts, icmpTypes }: ServiceMatch): AddressSet {
  if (protocols === null && destinationPorts === null && icmpTypes === null) return EVERY_SERVICE;
  const numbers = protocols ?? Array.from({ length: 256 }, (_, number) => number);
  return numbers.flatMap((number) => {
    const base = number * WIDTH;
    const at = (first: number, last: number) => ({
      family: 4 as const,
      first: BigInt(base + first),
      last: BigInt(base + last),
    });
    if (icmpTypes && isIcmp(number)) return icmpTypes.map((type) => at(type, type));
    if (destinationPorts && hasPorts(number)) return destinationPorts.map(({ first, last }) => at(first, last));
    return (icmpTypes || destinationPorts) && protocols === null ? [] : [at(0, WIDTH - 1)];
  });
}

export function intersectRegions(a: Region, b: Region): Region {
  return {
    sources: intersectAddresses(a.sources, b.sources),
    destinations: intersectAddresses(a.destinations, b.destinations),
    services: intersectAddresses(a.services, b.services),
    inputInterface: joined(a.inputInterface, b.inputInterface),
    outputInterface: joined(a.outputInterface, b.outputInterface),
    isExact: a.isExact && b.isExact,
  };
}

const joined = (a: string | null, b: string | null) => (a === null || a === b ? b : b === null ? a : `${a} and ${b}`);

export function isEmptyRegion({ sources, destinations, services }: Region): boolean {
  return sources.length === 0 || destinations.length === 0 || services.length === 0;
}

/** Whether a rule with this region may take first packets of the other away from it, whatever the interfaces. */
export function overlaps(a: Region, b: Region): boolean {
  return !isEmptyRegion(intersectRegions(a, b));
}

/** True when interfaces never keep `outer` from matching where `inner` does. */
export function isWhereverOf(outer: Region, inner: Region): boolean {
  return (
    (outer.inputInterface === null || outer.inputInterface === inner.inputInterface) &&
    (outer.outputInterface === null || outer.outputInterface === inner.outputInterface)
  );
}

/** What of a region is left behind another one: at most three parts. */
export function subtractRegion(region: Region, taken: Region): Region[] {
  const sources = intersectAddresses(region.sources, taken.sources);
  const destinations = intersectAddresses(region.destinations, taken.destinations);
  if (sources.length === 0 || destinations.length === 0) return [region];
  return [
    { ...region, sources: subtractAddresses(region.sources, taken.sources) },
    { ...region, sources, destinations: subtractAddresses(region.destinations, taken.destinations) },
    { ...region, sources, destinations, services: subtractAddresses(region.services, taken.services) },
  ].filter((it) => !isEmptyRegion(it));
}

export function coversRegion(outer: Region, inner: Region): boolean {
  return (
    outer.isExact &&
    isWhereverOf(outer, inner) &&
    coversAddresses(outer.sources, inner.sources) &&
    coversAddresses(outer.destinations, inner.destinations) &&
    coversAddresses(outer.services, inner.services)
  );
}
