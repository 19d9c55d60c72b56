import { MANAGEMENT } from "./carried-addresses";
import { compareText } from "./compare-text";
import { type Endpoint, macEndpointKey } from "./endpoint";
import type { Leases } from "./leases";
import { vendorKey } from "./vendor-aliases";

/** A chassis full of line cards, or a stack of eight switches. */
const MAX_PORTS = 1_024;

/**
 * Ports that name one chassis: cards of one maker that state the same system name and the same management address in
 * neighbour discovery, of which at most one has another address. Line cards and members of a stack are numbered far
 * apart.
 */
export function findChassis(
  endpoints: ReadonlyMap<string, Endpoint>,
  leases: Leases,
  macVendor: (mac: string) => string | null,
): (readonly Endpoint[])[] {
  const managed = managementAddresses(endpoints.values());
  const chassis = new Map<string, Endpoint[]>();
  for (const [key, ips] of managed) {
    const endpoint = endpoints.get(key);
    const card = endpoint?.mac == null ? null : macVendor(endpoint.mac);
    if (!endpoint || card === null) continue;
    for (const name of systemNames(endpoint)) {
      for (const ip of ips) {
        const about = [endpoint.realm, vendorKey(card), name, ip].join("|");
        const ports = chassis.get(about);
        if (ports) ports.push(endpoint);
        else chassis.set(about, [endpoint]);
      }
    }
  }
  return [...chassis]
    .sort((a, b) => compareText(a[0], b[0]))
    .map(([about, ports]) => ({ ip: about.slice(about.lastIndexOf("|") + 1), ports }))
    .filter(({ ip, ports }) => {
      const others = ports.filter(({ realm, mac }) => leases.of(realm, mac as string).some((it) => it.ip !== ip));
      return ports.length > 1 && ports.length <= MAX_PORTS && others.length < 2;
    })
    .map(({ ports }) => ports.sort((a, b) => compareText(a.key, b.key)));
}

/** Endpoint key of a card → the addresses that it names for its device; the evidence may stand with their holder. */
function managementAddresses(endpoints: Iterable<Endpoint>): Map<string, Set<string>> {
  const managed = new Map<string, Set<string>>();
  for (const { evidence } of endpoints) {
    for (const { observation: o, origin } of evidence) {
      if (o.kind !== "binding" || o.proof !== "stated" || !MANAGEMENT.test(o.protocol)) continue;
      if (o.subject.mac === null || o.subject.ip === null) continue;
      const key = macEndpointKey(origin.realm, o.subject.mac);
      managed.set(key, (managed.get(key) ?? new Set()).add(o.subject.ip));
    }
  }
  return managed;
}

function systemNames({ evidence }: Endpoint): Set<string> {
  return new Set(
    evidence.flatMap(({ observation: o }) =>
      o.kind === "identity" &&
      o.field === "name" &&
      !o.inferred &&
      o.subject.child === null &&
      MANAGEMENT.test(o.protocol)
        ? [o.value.toLowerCase()]
        : [],
    ),
  );
}
