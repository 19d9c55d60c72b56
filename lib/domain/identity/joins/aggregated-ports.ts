import { isLocalMac, isVirtualRouterMac } from "../../address";
import { compareText } from "../../compare-text";
import { vendorKey } from "../../device/vendor-aliases";
import type { Observation } from "../../observation";
import type { Leases } from "../addresses/leases";
import { type Endpoint, macEndpointKey } from "../endpoints/endpoint";
import { hostLabel } from "../values/host-label";
import { areNeighbours } from "../values/port-distance";
import { namesIn } from "./identifiers-of";
import { byManagingCards, type ManagingCards } from "./managing-cards";

/** Cards of a server in one aggregation; a switch has more, and its ports follow each other. */
const MAX_CARDS = 4;
/** Ports of one switch. */
const MAX_PORTS = 1_024;

/** The system that a port of a link aggregation names (IEEE 802.1AX §6.4.2.3: the actor's), as the decoder writes it. */
export function aggregationOf(o: Observation): string | null {
  if (o.kind !== "identity" || o.protocol !== "lacp" || o.field !== "description" || o.inferred) return null;
  return /^link aggregation system ((?:[0-9a-f]{2}:){5}[0-9a-f]{2})$/.exec(o.value)?.[1] ?? null;
}

export interface Aggregation {
  readonly system: string;
  readonly ports: readonly Endpoint[];
}

/**
 * Ports that name one system in link aggregation, each sending with its own card. Those of a switch follow each other in
 * their maker's numbering; the cards of a server may be of several makers, and one of them is the system itself. Two
 * switches of one maker may name one system for both (multi-chassis aggregation), so that cards far apart tell nothing.
 */
export function findAggregations(
  endpoints: ReadonlyMap<string, Endpoint>,
  leases: Leases,
  macVendor: (mac: string) => string | null,
  managing: ManagingCards,
): Aggregation[] {
  const systems = new Map<string, Set<Endpoint>>();
  for (const endpoint of endpoints.values()) {
    if (endpoint.mac === null || endpoint.network !== null) continue;
    for (const { observation } of endpoint.evidence) {
      const system = aggregationOf(observation);
      if (system === null) continue;
      const key = macEndpointKey(endpoint.realm, system);
      const ports = systems.get(key) ?? new Set();
      const own = isLocalMac(system) || isVirtualRouterMac(system) ? undefined : endpoints.get(key);
      if (own) ports.add(own);
      systems.set(key, ports.add(endpoint));
    }
  }
  return [...systems]
    .sort((a, b) => compareText(a[0], b[0]))
    .flatMap(([key, set]) => {
      if (set.size < 2 || set.size > MAX_PORTS) return [];
      const ports = [...set].sort((a, b) => compareText(a.key, b.key));
      const system = key.slice(key.lastIndexOf("|") + 1);
      const groups = isServer(ports, key, macVendor) ? [ports] : rowsOf(ports);
      return groups
        .flatMap((row) => byManagingCards(row, managing))
        .filter((row) => row.length > 1 && isOneDevice(row, leases))
        .map((row) => ({ system, ports: row }));
    });
}

/**
 * Cards of different makers, one of which is the system that all name. It names itself, too, as a card in an aggregation
 * does: whoever sends with one card can name any other.
 */
function isServer(ports: readonly Endpoint[], systemKey: string, macVendor: (mac: string) => string | null): boolean {
  const own = ports.find(({ key }) => key === systemKey);
  if (ports.length > MAX_CARDS || !own?.evidence.some((it) => aggregationOf(it.observation) === own.mac)) return false;
  const makers = ports.map(({ mac }) => vendorKey(macVendor(mac as string) ?? ""));
  return makers.every((maker, index) => maker !== "" && makers.indexOf(maker) === index);
}

/** Ports by rows of neighbours; expects them sorted. */
function rowsOf(ports: readonly Endpoint[]): Endpoint[][] {
  const rows: Endpoint[][] = [];
  for (const port of ports) {
    const row = rows.at(-1);
    if (row && areNeighbours(row.at(-1)?.mac ?? null, port.mac)) row.push(port);
    else rows.push([port]);
  }
  return rows;
}

/** At most one of them has addresses, and none goes by another name than the others. */
function isOneDevice(ports: readonly Endpoint[], leases: Leases): boolean {
  if (ports.filter(({ realm, mac }) => leases.of(realm, mac as string).length > 0).length > 1) return false;
  const names = ports
    .map(
      ({ evidence }) =>
        new Set(namesIn(evidence).flatMap(({ kind, value }) => (kind === "hostname" ? [hostLabel(value)] : []))),
    )
    .filter(({ size }) => size > 0);
  return names.every((own) => names.every((other) => [...own].some((name) => other.has(name))));
}
