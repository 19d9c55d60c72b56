import type { MergeDecision } from "../../device/decision";
import { pushAll } from "../../long-lists";
import { MANAGEMENT, tellsHosts } from "../addresses/carried-addresses";
import type { Leases } from "../addresses/leases";
import { type Endpoint, macEndpointKey, ownerKey } from "../endpoints/endpoint";
import { hostLabel, isNameOfTheSystem } from "../values/host-label";
import { type Addressing, anchorsOf } from "./address-decisions";
import { findAggregations } from "./aggregated-ports";
import { findKeyed, findTeams } from "./cards-of-one-host";
import { findChassis, findNamedHosts } from "./chassis-ports";
import type { ContestedSerials } from "./contested-serials";
import { findEmbedded } from "./embedded-card";
import { findListed } from "./find-listed";
import { findRoaming } from "./find-roaming";
import { namesIn } from "./identifiers-of";
import {
  aggregationLinks,
  chassisLinks,
  embeddedLinks,
  type Forbidden,
  type Joined,
  joinEndpoints,
  keyedLinks,
  type Link,
  listedLinks,
  namedHostLinks,
  personLink,
  portLinks,
  rackLinks,
  roamingLinks,
  serialLinks,
  teamLinks,
} from "./join-endpoints";
import { managementAddresses, managingCards } from "./managing-cards";
import { findRacks } from "./rack-backplane";
import { ownSerials, type StatedSerials } from "./serials-apart";
import { statedChassis } from "./stated-chassis";

interface Parts {
  readonly endpoints: ReadonlyMap<string, Endpoint>;
  readonly merges: readonly MergeDecision[];
  readonly contested: ContestedSerials;
  /** Whether the endpoint was only seen in a flood: what it says ties it to nobody. */
  readonly isFlooded: (endpoint: Endpoint) => boolean;
  readonly leases: Leases;
  readonly addressed: Addressing;
  readonly macVendor: (mac: string) => string | null;
}

/** Joins endpoints into devices: people's word first, then their lists, serials, racks, ports of one device, then cards that roam. */
export function linkEndpoints(parts: Parts): Joined {
  const { endpoints, merges, contested, leases, addressed, macVendor } = parts;
  const forbidden: (readonly [ReadonlySet<string>, ReadonlySet<string>])[] = [];
  const links: Link[] = [];
  for (const decision of merges) {
    const { kind, actor, reason } = decision;
    const [as = [], bs = []] = anchorsOf(decision).map(([identifier, atUs]) => addressed(identifier, atUs));
    if (as.length === 0 || bs.length === 0) continue;
    if (kind === "forbid-merge") {
      forbidden.push([new Set(as), new Set(bs)]);
      continue;
    }
    const chain = [...as, ...bs].flatMap((key) => endpoints.get(key) ?? []);
    for (const [index, b] of chain.entries()) {
      const a = chain[index - 1];
      if (a && a.key !== b.key) links.push(personLink(a, b, actor, reason));
    }
  }
  pushAll(links, listedLinks(findListed(endpoints.values())));
  pushAll(links, serialLinks(contested.joining));
  pushAll(links, rackLinks(findRacks(endpoints.values(), macVendor)));
  const telling = new Map([...endpoints].filter(([, endpoint]) => !parts.isFlooded(endpoint)));
  const managed = managementAddresses(telling.values());
  const management = { managed, managing: managingCards(managed, leases) };
  const byName = [
    ...portLinks(sharedNames(telling, leases), leases, management.managing, macVendor),
    ...chassisLinks(findChassis(telling, leases, macVendor, management)),
    ...namedHostLinks(findNamedHosts(telling, leases, management)),
    ...keyedLinks(findKeyed(telling.values(), leases)),
    ...teamLinks(findTeams(telling, leases), leases),
    ...aggregationLinks(findAggregations(telling, leases, macVendor, management.managing)),
    ...embeddedLinks(findEmbedded(telling)),
    ...roamingLinks(findRoaming(telling.values())),
  ];
  pushAll(
    links,
    byName.map((link): Link => ({ ...link, isByName: true })),
  );
  const numbers = new Set([...contested.conflicts.keys()].map((serial) => serial.slice(serial.indexOf("/") + 1)));
  return joinEndpoints(links, forbidden satisfies Forbidden, {
    statedBy: (key) => {
      const endpoint = endpoints.get(key);
      return endpoint ? statedOf(endpoint) : NO_SERIALS;
    },
    isContested: (serial) => numbers.has(serial),
  });
}

const NO_SERIALS: StatedSerials = new Map();

/**
 * What contradicts a common name: the serials, by family of protocol, the chassis ids of neighbour discovery, and the
 * names that computers say by themselves.
 */
function statedOf(endpoint: Endpoint): StatedSerials {
  const chassis = statedChassis(endpoint);
  const names = computerNames(endpoint);
  return new Map([
    ...[...ownSerials(endpoint)].map(([family, serials]) => [family, new Set(serials.keys())] as const),
    ...(chassis.size > 0 ? [["chassis", chassis] as const] : []),
    ...(names.size > 0 ? [["computer", names] as const] : []),
  ]);
}

/** A NetBIOS name ends after so many signs, where the same host's full name goes on (RFC 1001 §14). */
const NETBIOS_LENGTH = 15;

function computerNames({ evidence }: Endpoint): ReadonlySet<string> {
  return new Set(
    evidence.flatMap(({ observation: o }) =>
      o.kind === "identity" && o.field === "name" && tellsHosts(o) ? [hostLabel(o.value).slice(0, NETBIOS_LENGTH)] : [],
    ),
  );
}

/** What ports of one device have in common: "station name|plant|press-3", "management address|plant|10.0.0.2". */
function sharedNames(endpoints: ReadonlyMap<string, Endpoint>, leases: Leases): Map<string, Endpoint[]> {
  const named = new Map<string, Endpoint[]>();
  const add = (name: string, endpoint: Endpoint | undefined) => {
    if (!endpoint || endpoint.mac === null) return;
    const list = named.get(name);
    if (list) list.push(endpoint);
    else named.set(name, [endpoint]);
  };
  for (const endpoint of endpoints.values()) {
    for (const { kind, realm, value } of namesIn(endpoint.evidence)) {
      if (kind === "station-name") add(`station name|${realm}|${value}`, endpoint);
      else if (kind === "hostname" && !isNameOfTheSystem(value))
        add(`system name|${realm}|${hostLabel(value)}`, endpoint);
    }
    for (const { observation: o, origin } of endpoint.evidence) {
      if (o.kind !== "binding" || o.proof !== "stated" || !MANAGEMENT.test(o.protocol)) continue;
      const { mac, ip } = o.subject;
      if (mac === null || ip === null) continue;
      const name = `management address|${origin.realm}|${ip}`;
      add(name, endpoints.get(macEndpointKey(origin.realm, mac)));
      for (const lease of leases.at(origin.realm, ip)) add(name, endpoints.get(ownerKey(leases, lease)));
    }
  }
  return named;
}
