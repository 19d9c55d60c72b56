import { isGroupMac, isHostAddress, isVirtualRouterMac } from "../../address";
import type { HostView } from "../../device/device";
import { intervalOf } from "../../device/interval";
import type { Evidence, Subject } from "../../observation";
import type { Lease, Leases } from "../addresses/leases";
import { statedSerials } from "./stated-serials";

/**
 * What one address of a realm says about itself: a network card with the addresses it owned, or an IP address whose
 * card nobody has seen (behind a router, scanner's view). Devices are joined from endpoints.
 */
export interface Endpoint {
  readonly key: string;
  readonly realm: string;
  readonly mac: string | null;
  /** The network to which the card is limited (`Leases.networkOf`). */
  readonly network: string | null;
  /** Set when known by IP only. */
  readonly ip: string | null;
  readonly evidence: readonly Evidence[];
  /** Carries traffic of hosts behind it: a router or proxy. */
  readonly isCarrier: boolean;
  /** Nothing speaks of the card itself: it was only seen carrying frames of addresses that are not its own. */
  readonly isOnlyCarrier: boolean;
}

interface Draft {
  key: string;
  realm: string;
  mac: string | null;
  network: string | null;
  ip: string | null;
  evidence: Evidence[];
  isCarrier: boolean;
  isOnlyCarrier: boolean;
}

export const macEndpointKey = (realm: string, mac: string) => `mac|${realm}|${mac}`;
/** Key of the endpoint to which the card's address belongs. */
export function ownerKey(leases: Leases, { realm, mac, ip }: Pick<Lease, "realm" | "mac" | "ip">): string {
  const network = leases.networkOf(realm, mac, ip);
  return network === null ? macEndpointKey(realm, mac) : `${macEndpointKey(realm, mac)}|${network}`;
}

export const ipEndpointKey = (realm: string, ip: string) => `ip|${realm}|${ip}`;

/** Puts every piece of evidence with the one endpoint it speaks of; group, broadcast and zero addresses are nobody. */
export function assignEndpoints(
  evidence: readonly Evidence[],
  leases: Leases,
  hosts: readonly HostView[],
): Map<string, Endpoint> {
  const behindRouter = new Set(
    hosts.flatMap((it) => (it.link === "behind-router" ? [ipEndpointKey(it.realm, it.ip)] : [])),
  );
  const serials = statedSerials(evidence, leases);
  const endpoints = new Map<string, Draft>();
  const hostAddresses = new Map<string, boolean>();
  const isHost = (ip: string) => {
    const known = hostAddresses.get(ip);
    if (known !== undefined) return known;
    const answer = isHostAddress(ip);
    hostAddresses.set(ip, answer);
    return answer;
  };
  const draft = (key: string, fresh: Pick<Draft, "realm" | "mac" | "network" | "ip">): Draft => {
    let known = endpoints.get(key);
    if (!known) {
      known = { key, ...fresh, evidence: [], isCarrier: false, isOnlyCarrier: true };
      endpoints.set(key, known);
    }
    return known;
  };
  const cardOf = (realm: string, mac: string, ip: string | null): Draft =>
    ip === null
      ? draft(macEndpointKey(realm, mac), { realm, mac, network: null, ip: null })
      : draft(ownerKey(leases, { realm, mac, ip }), {
          realm,
          mac,
          network: leases.networkOf(realm, mac, ip),
          ip: null,
        });

  for (const item of evidence) {
    const { realm } = item.origin;
    const subject = usable(item.observation.subject, isHost);
    const { mac, ip } = subject;
    if (mac === null && ip === null) continue;
    if (mac !== null && (ip === null || leases.owns(realm, mac, ip))) {
      addOwn(cardOf(realm, mac, ip), item);
      continue;
    }
    const address = ip as string;
    const holder = leases.holder(realm, address, intervalOf(item), (held) => serials.among(held, item));
    const holding =
      holder === null
        ? draft(ipEndpointKey(realm, address), { realm, mac: null, network: null, ip: address })
        : cardOf(realm, holder, address);
    addOwn(holding, item);
    // The card that carried the frames was there too, but says nothing about the host behind it.
    if (mac !== null && item.observation.kind === "sighting" && !isVirtualRouterMac(mac)) {
      const carrier = cardOf(realm, mac, null);
      carrier.isCarrier ||= item.observation.sent > 0 && behindRouter.has(ipEndpointKey(realm, address));
      carrier.evidence.push({
        ...item,
        observation: { ...item.observation, subject: { mac, ip: null, child: null }, ttlMin: null, ttlMax: null },
      });
    }
  }
  // A list that grew has room for a dozen more, and most endpoints have a row or two.
  for (const endpoint of endpoints.values()) endpoint.evidence = endpoint.evidence.slice();
  return endpoints;
}

function addOwn(endpoint: Draft, item: Evidence): void {
  endpoint.evidence.push(item);
  endpoint.isOnlyCarrier = false;
}

function usable(subject: Subject, isHost: (ip: string) => boolean): { mac: string | null; ip: string | null } {
  const { mac, ip } = subject;
  return {
    mac: mac === null || isGroupMac(mac) || mac === "00:00:00:00:00:00" ? null : mac,
    ip: ip === null || !isHost(ip) ? null : ip,
  };
}
